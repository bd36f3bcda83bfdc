"""Rules as data: schema, phrase language, loading, the matter that rules see, the engine, the conclusion."""
