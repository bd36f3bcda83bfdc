"""``lawcheck corpus`` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lawcheck.cli import options
from lawcheck.cli.app import run
from tests.importers.law_samples import LIBRARY, zipped


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("LAWCHECK_CORPUS", raising=False)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("held")
    source = place / "laws.zip"
    source.write_bytes(zipped({name: text.encode() for name, text in LIBRARY.items()}))
    assert run(["corpus", "import", str(source), "--into", str(place / "corpus")]) == 0
    return place / "corpus"


def lawcheck(*arguments: str | Path) -> int:
    return run(["corpus", *map(str, arguments)])


def test_import_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "甲法.md").write_text(LIBRARY["laws/行政法/检验法(2025-10-28).md"], encoding="utf-8")
    (folder / "乙.md").write_text(LIBRARY["laws/地方性法规/山东/威海市养犬条例(2018-01-01).md"], encoding="utf-8")
    (folder / "readme.md").write_text("# notes\n\nnothing\n", encoding="utf-8")
    assert lawcheck("import", folder) == 0
    shown = capsys.readouterr().out
    assert "新增 2 个文本" in shown
    assert "laws/乙.md：缺第3条；末尾没有施行条款" in shown
    assert "laws/readme.md：看不出是法规文本" in shown
    assert lawcheck("import", folder) == 0
    assert "没有变化" in capsys.readouterr().out
    (folder / "丙.pdf").write_bytes(b"%PDF-1.4 broken")
    assert lawcheck("import", folder) == 3
    assert "laws/丙.pdf：" in capsys.readouterr().out


def test_show(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("停车管理条例", "第二条第一款第（三）项", "--as-of", "2016-01-01", "--corpus", held)
    assert lawcheck("show", *arguments) == 0
    assert capsys.readouterr().out == (
        "《威海市停车管理条例》（2015年公布，2015-07-01起施行，2020-09-30起失效或者被修改）\n"
        "第二条第一款第（三）项　(三)临时停车场。\n"
    )
    assert lawcheck("show", "停车管理条例", "9", "--as-of", "2022-01-01", "--corpus", held) == 1
    assert "没有第九条" in capsys.readouterr().out
    assert lawcheck("show", "养犬条例", "3", "--as-of", "2022-01-01", "--corpus", held) == 1
    assert "无法核对（不等于不存在）" in capsys.readouterr().out
    assert lawcheck("show", "威海市停车条例", "3", "--corpus", held) == 2
    assert "相近的有：《威海市停车管理条例》" in capsys.readouterr().err
    assert lawcheck("show", "停车管理条例", "第几条", "--corpus", held) == 2
    assert lawcheck("show", "停车管理条例", "--corpus", held) == 0
    shown = capsys.readouterr().out
    assert "2020年修正，4条" in shown
    assert "关键词：" in shown


def test_show_as_json(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        lawcheck("show", "检验法", "第一条之一", "--as-of", "2026-11-01", "--corpus", held, "--format", "json") == 0
    )
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["place"], row["text"], row["exists"]) == ("第一条之一", "检验应当公开。", True)


def test_search(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lawcheck("search", "犬牌", "--corpus", held) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("1. 《威海市养犬条例》第二条（2018年公布）\n养犬应当登记。")
    assert captured.err == ""
    assert lawcheck("search", "量子纠缠", "--corpus", held) == 1


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("养犬人应当为犬只办理登记，犬只应当佩戴犬牌。养犬人应当清除犬只粪便。", "养犬人"),
        ("电梯使用单位应当每年检验电梯。电梯维护保养单位应当依照规定保养电梯。", "电梯"),
    ],
)
def test_keywords(text: str, telling: str) -> None:
    """What the law is about, and none of the words that every law has."""
    from lawcheck.text.words import keywords

    found = keywords(text, 5)
    assert telling in found
    assert not {"应当", "规定", "单位"} & set(found)


def test_query_words_are_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    from lawcheck.text.words import query_words

    assert query_words("行政处罚的听证") == ("行政处罚", "听证")
    assert capfd.readouterr().err == ""


def test_status_list_verify(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lawcheck("status", "--corpus", held) == 0
    shown = capsys.readouterr().out
    assert "其中有文本的 7 件，共 23 条" in shown
    assert "条号有缺 1" in shown
    assert lawcheck("list", "停车", "--corpus", held) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        "威海市停车管理条例　地方性法规　山东省威海市　2015年公布（3条）、2020年修正（4条）　关键词："
    )
    assert lawcheck("list", "停车", "--corpus", held, "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert "停车" in "".join(row["keywords"])
    assert lawcheck("verify", "--corpus", held) == 0
    assert "完好" in capsys.readouterr().out


def test_own_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于规范票据的通知\n各单位：\n一、票据应当登记。\n", encoding="utf-8")
    assert lawcheck("import", path, "--own") == 2
    assert lawcheck("import", path, "--own", "--rank", "通报", "--issuer", "甲") == 2
    assert lawcheck("import", path, "--rank", "law") == 2
    assert lawcheck("import", path, "--own", "--rank", "规范性文件", "--issuer", "甲市财政局") == 0
    assert lawcheck("search", "票据登记") == 0
    assert "关于规范票据的通知" in capsys.readouterr().out


def test_which_corpus(
    tmp_path: Path, held: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As named, else of the environment, else in the user's folder, else what ships."""
    assert options.corpus_place(None) is None
    assert lawcheck("status") == 2
    assert "还没有法规库" in capsys.readouterr().err
    assert lawcheck("import", held.parent / "laws.zip") == 0
    assert options.corpus_place(None) == tmp_path / "data" / "lawcheck" / "corpus"
    monkeypatch.setenv("LAWCHECK_CORPUS", str(held))
    assert options.corpus_place(None) == held
    assert options.corpus_place(tmp_path) == tmp_path
