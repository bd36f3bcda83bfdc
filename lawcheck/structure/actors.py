"""Who acts: authorities, the public, or the authority's own people. Word lists for skeletons."""

from __future__ import annotations

import re
from typing import Literal

Side = Literal["agency", "public", "internal", "anyone", "none"]

INTERNAL = re.compile(
    r"工作人员|值班人员|执法人员|值守人员|考核分|科室|公务员|干部|领导班子|主要负责人|分管领导|各科室|各处室|内设机构|本机关|本局|局机关|下属(?:单位|机构)|直属(?:单位|机构)|督查|班子成员"
)
AGENCY = re.compile(
    r"人民政府|(?:省|市|县|区|镇|乡|级|地方)政府|街道办|(?:主管|监管|监督管理|行政|有关|相关|财政|公安|税务|审批|执法|司法行政|各|审计|管理|职能|登记|保障|卫生健康|应急|城管|商务|教育|民政)(?:综合)?(?:部门|机关)|(?:[局委厅])(?:$|[、和及与会应负可在对按于向将根统组])|委员会(?!委员)|办公室|行政机关|采购人|采购单位|采购代理机构|招标人|招标代理机构|评标委员会|法院|检察院|管委会|(?:审批|受理|经办|审核|登记|监督|牵头|主办|批准|发证|承办)(?:机关|机构|单位|部门)|窗口|服务中心|各(?:地|区|县|市|级|乡镇|街道|部门|单位)|派出所|消防救援机构|海关|部门"
)
ANYONE = re.compile(r"任何(?:单位|组织|机关|部门|机构|个人|人)")
PUBLIC = re.compile(
    r"企业|公司|经营者|供应商|供货商|投标人|投标单位|竞买人|当事人|申请人|申报单位|申请单位|申办人|个人|公民|居民|村民|群众|市民|业主|用户|消费者|旅客|乘客|患者|单位和个人|(?:建设|施工|监理|设计|勘察|用人|生产|经营|产权|使用|责任|养护|运营|运输|供水|供气|供热|燃气|物业|服务|作业|用水|用电|排水|产生|销售|产废|合同|承包|委托|参保|受检|被检查)(?:单位|企业|者|方|人)|生产者|销售者|市场主体|学生|学员|家长|监护人|驾驶人|驾驶员|车主|司机|商户|摊贩|摊主|农户|住户|租户|承租人|出租人|开办者|举办者|从业人员|从业者|相对人|法人|其他组织|社会组织|协会|商会|合作社|劳动者|职工|老年人|残疾人|儿童|幼儿园|民办学校|培训机构|医疗机构|养老机构|检测机构|中介机构|评估机构|店铺|门店|网点|平台|产权人|所有权人|开发商|房地产开发|车辆|船舶|货车|产品|商品|[^工作执法行政管理]{2,6}人(?=应|须|必|不|可|在|未|凭|持)|[商农渔业客货住养放承租购工销贩营殖植捕垦移用包育种]户|(?:饲养|占用|使用|承包|经营|所有|违法|行为|责任|乘坐|承租|出租|委托|托运|收货|受益|施工|持有|养殖|种植|捕捞|垂钓|投保|参赛|报名|购买|借款|担保|租赁|违规|肇事|监护|投诉|举报|信访|来访|上访|被征收|被拆迁|停车|骑行|携犬|养犬|参展|入住|居住|领取|受助|保障|参保|操办|宴请)人"
)
# What authorities do to people outside, also where the sentence names none of them.
ACT_ON_PUBLIC = re.compile(
    r"没收|责令|扣留|暂扣|罚款|吊销|扣押|查封|收取|征收|停水|停电|停气|停止供|强制(?:拆除|执行|拖离|清)|取消.{0,10}资格|不予(?:受理|办理|登记|许可|通过|发放|补贴)|列入.{0,8}名单|黑名单|失信|缴纳|交纳|缴存|上缴|提取|滞纳金|处[^理置所]{0,8}元|每[次人户亩吨车只台].{0,6}元|拆除|拖[离移走]|捕杀|清退|取缔|停业|停产|关停|停止.{0,6}(?:营业|经营|营运|办理|发放)|[暂]停.{0,6}(?:资格|待遇|补贴|发放)|注销|冻结|强行|带离|收回|无偿"
)


def side(words: str) -> Side:
    """Tell which side the actor words are on; the last noun counts where both occur."""
    if not words:
        return "none"
    if ANYONE.search(words):
        return "anyone"
    if INTERNAL.search(words):
        return "internal"
    public, agency = _last(PUBLIC, words), _last(AGENCY, words)
    if public < 0 and agency < 0:
        return "none"
    return "public" if public >= agency else "agency"


def _last(pattern: re.Pattern[str], words: str) -> int:
    end = -1
    for match in pattern.finditer(words):
        end = match.end()
    return end


def mentions_public(words: str) -> bool:
    """Tell whether people or enterprises are mentioned at all."""
    return PUBLIC.search(words) is not None or ANYONE.search(words) is not None
