"""Chinese letters that people take for each other, because the letters sound or look alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

_FIRST_OF_SOUND = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋"
    "搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅"
    "哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括"
    "垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇"
    "拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡剖扑"
    "期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说"
    "斯松搜苏酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫"
    "昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专"
    "桩椎谆捉兹鬃邹租钻嘴尊昨"
)
"""The first letter of each syllable in level 1 of GB 2312, whose letters stand in the order of pinyin."""
_LAST_OF_LEVEL_1 = "座"

_LOOK_ALIKE = (
    "例列 械戒诫 治冶 司可同 备各 末未 己已巳 人入 土士 茶荼 亳毫 淅浙 荣荥 汴卞 睢雎 杞祀 偃郾堰 "
    "其淇琪 俊浚峻 黄潢璜 师浉狮 崇祟 拔拨 拆折 徒徙 斤斥 壁璧 贷货 免兔 孟盂 哀衰 灸炙 辕辖 缓暖 "
    "遂逐 续读 缘绿 钻钴 沪泸 栗粟 天夭 佘余 设没 识织 幕募墓 滑猾 坚竖 埔浦"
)
"""Groups of letters that are mistyped for each other, many in names of places; the first stands for all."""


@cache
def as_mistaken() -> Mapping[int, str]:
    """The table for `str.translate` that makes one letter of all letters that are taken for each other.

    Pinyin typists pick a homophone, copyists a letter that looks alike. Tones do not count; letters beyond
    level 1 of GB 2312 have no known sound and stay as they are.
    """
    sounds = _sounds()
    looks = {
        ord(letter): sounds.get(ord(group[0]), group[0]) for group in _LOOK_ALIKE.split() for letter in group
    }
    return sounds | looks


def _sounds() -> dict[int, str]:
    firsts = [_code(first) for first in _FIRST_OF_SOUND]
    last = _code(_LAST_OF_LEVEL_1)
    sounds = {}
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            code = bytes((high, low))
            if code <= last:
                sounds[ord(code.decode("gb2312"))] = _FIRST_OF_SOUND[bisect_right(firsts, code) - 1]
    return sounds


def _code(letter: str) -> bytes:
    return letter.encode("gb2312")
