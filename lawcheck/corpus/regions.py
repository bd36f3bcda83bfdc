"""Provinces and their cities, so that a local regulation is known by its place and never taken for another's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_CITIES = {
    "北京市": "", "天津市": "", "上海市": "", "重庆市": "",
    "河北省": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水",
    "山西省": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "内蒙古自治区": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒盟 阿拉善盟",
    "辽宁省": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛",
    "吉林省": "长春 吉林 四平 辽源 通化 白山 松原 白城 延边",
    "黑龙江省": "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭",
    "江苏省": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁",
    "浙江省": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 景宁",
    "安徽省": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    "福建省": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "江西省": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "山东省": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 莱芜 临沂 德州 聊城 滨州 菏泽",
    "河南省": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源",
    "湖北省": "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架",
    "湖南省": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西",
    "广东省": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    "广西壮族自治区": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "海南省": "海口 三亚 三沙 儋州",
    "四川省": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山",
    "贵州省": "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南",
    "云南省": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆",
    "西藏自治区": "拉萨 日喀则 昌都 林芝 山南 那曲 阿里",
    "陕西省": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛",
    "甘肃省": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南",
    "青海省": "西宁 海东 海北 黄南 海南藏族 果洛 玉树 海西",
    "宁夏回族自治区": "银川 石嘴山 吴忠 固原 中卫",
    "新疆维吾尔自治区": "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰",
    "香港特别行政区": "", "澳门特别行政区": "",
}  # fmt: skip
_KIND = r"(?:藏族|羌族|彝族|苗族|侗族|布依族|土家族|白族|傣族|壮族|哈尼族|景颇族|傈僳族|回族|蒙古族?|哈萨克|柯尔克孜|朝鲜族)*(?:自治州|地区|盟|市)"
_COUNTY = re.compile(r"[一-鿿]{2,10}?自治[县旗]")


@cache
def _short_provinces() -> dict[str, str]:
    return {re.sub(r"(?:壮族|回族|维吾尔)?(?:自治区|特别行政区)$|[省市]$", "", name): name for name in _CITIES}


@cache
def _cities() -> tuple[re.Pattern[str], dict[str, str]]:
    provinces = {city: name for name, cities in _CITIES.items() for city in cities.split()}
    names = "|".join(sorted(map(re.escape, provinces), key=len, reverse=True))
    return re.compile(rf"({names})(?:{_KIND})"), provinces


@cache
def _provinces() -> re.Pattern[str]:
    shorter = "|".join(sorted(map(re.escape, _short_provinces()), key=len, reverse=True))
    return re.compile(rf"({'|'.join(map(re.escape, _CITIES))})|({shorter})(?:[省市]|(?:壮族|回族|维吾尔)?自治区)?")


def province_of(name: str) -> str:
    """The province that a folder or a text is named after (山东, 山东省); empty if it is none."""
    return name if name in _CITIES else _short_provinces().get(name, "")


@lru_cache(maxsize=4096)
def region_of(words: str, province: str = "") -> str:
    """The place that a title or the name of a body begins with, in full: 山东省威海市; empty if there is none."""
    found = ""
    match = _provinces().match(words)
    # 吉林市 is a city of 吉林省; 海南州 lies in 青海: without its 省 a province's name must be followed by its title.
    if match and (match.group(1) or match.group() != match.group(2) or province):
        name = match.group(1) or _short_provinces()[match.group(2)]
        if match.group() != "吉林市":
            found, words = name, words[match.end() :]
    pattern, provinces = _cities()
    city = pattern.match(words)
    if city and (not found or provinces[city.group(1)] == found):
        return provinces[city.group(1)] + city.group()
    county = _COUNTY.match(words)
    if county and (found or province):
        return (found or province) + county.group()
    return found


def is_within(draft: str, law: str) -> bool:
    """Tell whether a regulation of the place ``law`` counts in the place ``draft``, with or without its province."""
    if not law or not draft:
        return False
    here, there = region_of(draft) or draft, region_of(law) or law
    return here.startswith(there)


def without_place(title: str) -> str:
    """The title without the place it begins with: 山东省消防条例 → 消防条例."""
    pattern, _ = _cities()
    match = _provinces().match(title)
    rest = title[match.end() :] if match and (match.group(1) or match.group() != match.group(2)) else title
    for place in (pattern, _COUNTY):
        found = place.match(rest)
        rest = rest[found.end() :] if found else rest
    return rest
