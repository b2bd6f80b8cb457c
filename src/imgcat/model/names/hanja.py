"""Chinese characters read as Korean (hanja): 西海 -> 서해.

KS X 1001 lists its 4,888 hanja in order of their Korean reading, and Python's `euc_kr` codec holds that order, so the
first character of each reading is table enough. A character that the standard lists under several readings gets one.
"""

from bisect import bisect_right

# (reading, first character that has it), in the order of the standard.
_FIRST_OF_READING = (
    "가伽각刻간侃갈乫감勘갑匣강剛개介객喀갱坑갹醵거倨건乾걸乞검儉겁劫게偈격擊견堅결抉겸兼경京계係고古곡哭곤困골汨공供곶串과寡곽廓관冠괄刮광侊괘卦괴乖굉宏교交구丘국國군君굴堀궁宮권倦"
    "궐厥궤机귀晷규叫균勻귤橘극克근僅금今급伋긍亘기企긴緊길佶김金끽喫나儺낙諾난暖날捏남南납納낭囊내乃녀女년年념念녕寧노努농濃뇌惱뇨尿눈嫩눌訥뉴杻능能니尼닉匿다多단丹달撻담啖답沓당唐"
    "대代댁宅덕德도倒독毒돈墩돌乭동仝두兜둔屯득得등嶝라喇락洛란亂랄剌람嵐랍拉랑廊래來랭冷략掠량亮려侶력力련憐렬冽렴廉렵獵령令례例로勞록碌론論롱壟뢰儡료了룡龍루壘류劉륙六륜侖률律륭隆"
    "륵勒름凜릉凌리俚린吝림林립砬마摩막寞만万말唜망亡매埋맥脈맹孟멱冪면免멸滅명冥몌袂모侮목木몰歿몽夢묘卯무務묵墨문們물勿미味민岷밀密박剝반伴발勃방倣배倍백伯번幡벌伐범凡법法벽僻변卞"
    "별別병丙보保복伏본本볼乶봉俸부不북北분分불佛붕崩비丕빈嚬빙憑사乍삭削산傘살乷삼三삽揷상上새塞색嗇생牲서墅석夕선仙설卨섬剡섭攝성城세世소召속俗손孫솔率송宋쇄刷쇠衰수修숙叔순巡술戌"
    "숭崇슬瑟습濕승丞시侍식埴신伸실失심審십什쌍雙씨氏아亞악堊안安알斡암唵압壓앙仰애厓액厄앵櫻야也약弱양佯어圄억億언偃얼孼엄俺업嶪엔円여予역亦연嚥열悅염厭엽曄영塋예乂오五옥屋온溫올兀"
    "옹壅와渦완婉왈曰왕往왜倭외外요僥욕慾용俑우于욱勖운云울蔚웅熊원元월月위位유乳육堉윤允율聿융戎은垠을乙음吟읍揖응凝의依이二익瀷인人일一임任입入잉仍자仔작作잔孱잠岑잡雜장丈재再쟁爭"
    "저佇적勣전佃절切점占접接정丁제制조俎족族존存졸卒종倧좌佐죄罪주主죽竹준俊줄茁중中즉卽즐櫛즙楫증增지之직直진唇질侄짐斟집執징徵차且착捉찬撰찰刹참僭창倉채債책冊처凄척倜천仟철凸첨僉"
    "첩堞청廳체剃초初촉促촌寸총叢촬撮최催추墜축丑춘春출出충充췌悴취取측側층層치侈칙則친親칠七침侵칩蟄칭秤쾌快타他탁倬탄呑탈奪탐探탑塔탕宕태兌택擇탱撑터攄토兎통慟퇴堆투偸특慝틈闖파坡"
    "판判팔八패佩팽彭퍅愎편便폄貶평坪폐吠포佈폭幅표俵품品풍楓피彼필匹핍乏하下학壑한寒할割함函합合항亢해亥핵劾행倖향享허噓헌憲헐歇험險혁奕현俔혈孑혐嫌협俠형亨혜兮호乎혹惑혼婚홀忽홍哄"
    "화化확擴환丸활活황凰회匯획劃횡宖효哮후侯훈勛훙薨훤喧훼卉휘彙휴休휼恤흉兇흑黑흔昕흘吃흠欠흡吸흥興희僖힐詰"
)
_READINGS = _FIRST_OF_READING[::2]
_FIRST = [character.encode("euc_kr") for character in _FIRST_OF_READING[1::2]]

# Where a character has several readings, the one that place names use when it is not the first in the standard.
_IN_PLACE_NAMES = {"金": "금", "宅": "택", "不": "불", "樂": "락"}


def _reading(character: str) -> str | None:
    if character in _IN_PLACE_NAMES:
        return _IN_PLACE_NAMES[character]
    try:
        code = character.encode("euc_kr")
    except UnicodeEncodeError:
        return None
    at = bisect_right(_FIRST, code) - 1
    # Hanja fill rows 0xCA to 0xFD of the encoding; hangul and symbols come before.
    return _READINGS[at] if at >= 0 and code[0] <= 0xFD else None


def hangul_reading(text: str) -> str | None:
    """The hangul of a text in hanja; None when a character of it is not in KS X 1001 (simplified ones are not)."""
    readings = [_reading(character) for character in text]
    return "".join(filter(None, readings)) if text and all(readings) else None
