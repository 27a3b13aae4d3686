"""Invented names: people, companies, projects. Every draw is taken from the random source it is given."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_FIRST = "建志国海文晓俊永立明德嘉子雨思雪春秋振泽宏伟少家景学世佳一兆启天"
_SECOND = "华强军平峰林辉斌涛敏洁婷静芳磊超勇波鑫宇轩杰诚毅然博文琳娟燕红梅兰莹颖东南飞鹏龙翔"

_BRAND_FIRST = "远鼎博润天瀚弘泓澄凌卓景铭晟榕沐安泰恩锦隆汇"
_BRAND_SECOND = "航盛瑞泽源宇川峰岳达筑城图信合诺"

_CITIES = {
    "华东": ("杭州", "苏州", "宁波", "南京", "无锡", "合肥", "常州", "温州", "济南", "青岛", "上海"),
    "华南": ("广州", "深圳", "东莞", "佛山", "珠海", "惠州", "南宁", "海口", "中山", "厦门"),
    "华北": ("北京", "天津", "石家庄", "太原", "唐山", "保定", "呼和浩特", "廊坊"),
    "华中": ("武汉", "长沙", "郑州", "南昌", "洛阳", "襄阳", "宜昌", "株洲"),
    "西南": ("成都", "重庆", "昆明", "贵阳", "绵阳", "宜宾", "遵义", "曲靖"),
}

_SUFFIXES = {
    "政务": ("政务中心", "数据管理中心"),
    "金融": ("农商银行", "城市银行"),
    "地产": ("置业集团", "城市开发"),
    "工矿": ("矿业集团", "重工集团"),
    "商业零售": ("商业集团", "连锁超市"),
    "跨国制造": ("电子(中国)", "精密制造"),
    "医疗": ("医院", "医疗集团"),
    "教育": ("职业学院", "教育集团"),
    "建筑设计": ("建筑设计院", "规划设计院"),
    "智能化咨询": ("智能化咨询", "工程咨询"),
    "招标代理": ("招标代理", "项目管理"),
    "机电安装": ("机电工程", "机电安装"),
    "系统集成": ("系统集成", "智能科技"),
    "安防工程": ("安防工程", "安全技术"),
    "建筑施工": ("建设工程", "建筑集团"),
    "门店": ("弱电经营部", "电子商行", "网络服务部", "安防器材店"),
}

_PROJECTS = (
    "办公楼智能化改造", "园区视频监控扩容", "数据中心机房建设", "综合布线升级", "门禁对讲更新", "无线网络覆盖",
    "新建厂区弱电总包", "分支机构联网", "会议系统配套网络", "平安园区二期", "档案馆安防", "营业网点标准化改造",
)  # fmt: skip


class Names:
    """Gives names that it has not given before."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def _fresh(self, draw: str) -> bool:
        is_fresh = draw not in self._given
        self._given.add(draw)
        return is_fresh

    def person(self) -> str:
        """A full name; one character is left out of every third given name."""
        while True:
            second = self._rng.choice(_SECOND) if self._rng.random() < 0.67 else ""
            name = self._rng.choice(_SURNAMES) + self._rng.choice(_FIRST) + second
            if self._fresh(name):
                return name

    def company(self, region: str, industry: str) -> str:
        """City, brand and trade, such as 杭州远航机电工程."""
        while True:
            brand = self._rng.choice(_BRAND_FIRST) + self._rng.choice(_BRAND_SECOND)
            suffix = self._rng.choice(_SUFFIXES[industry])
            name = self._rng.choice(_CITIES[region]) + brand + suffix
            if self._fresh(brand + suffix):
                return name

    def reserve(self, name: str) -> str:
        """A name chosen by hand, never given again."""
        self._given.add(name)
        return name


def project(rng: Random, account_name: str) -> str:
    """A project's name, such as 杭州远航机电工程·数据中心机房建设."""
    return f"{account_name}·{rng.choice(_PROJECTS)}"
