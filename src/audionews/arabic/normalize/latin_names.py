"""Latin names that the news are full of, as Arabic newspapers write them, and the names of the letters."""

from __future__ import annotations

LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "إيه بي سي دي إي إف جي إتش آي جيه كيه إل إم إن أو بي كيو آر إس تي يو في دبليو إكس واي زد".split(),
        strict=True,
    )
)
_TABLE = """
nato الناتو
unesco اليونسكو
unicef اليونيسف
unrwa الأونروا
opec أوبك
nasa ناسا
fifa فيفا
uefa يويفا
covid كوفيد
aramco أرامكو
google غوغل
facebook فيسبوك
twitter تويتر
youtube يوتيوب
instagram إنستغرام
whatsapp واتساب
telegram تليغرام
tiktok تيك توك
snapchat سناب شات
linkedin لينكد إن
netflix نتفليكس
amazon أمازون
apple آبل
iphone آيفون
ipad آيباد
android أندرويد
windows ويندوز
microsoft مايكروسوفت
openai أوبن إيه آي
chatgpt تشات جي بي تي
meta ميتا
tesla تسلا
spacex سبيس إكس
boeing بوينغ
airbus إيرباص
toyota تويوتا
samsung سامسونغ
huawei هواوي
intel إنتل
nvidia إنفيديا
reuters رويترز
bloomberg بلومبرغ
guardian غارديان
economist إيكونوميست
independent إندبندنت
times تايمز
post بوست
washington واشنطن
york يورك
new نيو
london لندن
paris باريس
the ذا
of أوف
and آند
for فور
in إن
on أون
to تو
news نيوز
sky سكاي
fox فوكس
arabia العربية
arabic العربية
alarabiya العربية
aljazeera الجزيرة
jazeera الجزيرة
al ال
alaraby العربي
alhurra الحرة
almayadeen الميادين
alriyadh الرياض
alwatan الوطن
okaz عكاظ
sabq سبق
asharq الشرق
aawsat الأوسط
spa واس
wam وام
skynewsarabia سكاي نيوز عربية
france فرانس
le لو
monde موند
figaro فيغارو
spiegel شبيغل
der دير
haaretz هآرتس
yahoo ياهو
gmail جيميل
hotmail هوتميل
outlook أوتلوك
email إيميل
info إنفو
online أونلاين
live لايف
wifi واي فاي
bluetooth بلوتوث
bitcoin بيتكوين
podcast بودكاست
video فيديو
champions تشامبيونز
league ليغ
premier بريمير
united يونايتد
city سيتي
real ريال
madrid مدريد
barcelona برشلونة
chelsea تشيلسي
open أوبن
bank بنك
group غروب
com كوم
net نت
org أورغ
gov غوف
edu إي دي يو
int إنت
tv تي في
ios آي أو إس
user يوزر
name نيم
mail ميل
press برس
chrome كروم
skype سكايب
zoom زوم
max ماكس
example إكزامبل
cop كوب
brics بريكس
asean آسيان
opecplus أوبك بلس
centcom سنتكوم
mers ميرس
sars سارس
radar رادار
laser ليزر
usb يو إس بي
africa أفريقيا
america أميركا
"""
NAMES = dict(line.split(" ", 1) for line in _TABLE.strip().splitlines())
