#include "tests/ui/screen_bench.h"

#include <QDir>
#include <QGuiApplication>

#include <cstdio>

using namespace youka;
using namespace youka::literals;

namespace {

/// Writes a picture of every screen in one language, one theme and one size.
class Album
{
public:
    Album(QDir folder, QString suffix)
        : m_folder(std::move(folder))
        , m_suffix(std::move(suffix))
    {
    }
    void take(ScreenBench &bench, const char *name)
    {
        bench.settle(5);
        const QString file = QStringLiteral("%1_%2.png").arg(QLatin1String(name), m_suffix);
        if (!bench.window->grabWindow().save(m_folder.filePath(file)))
            std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
    }

private:
    QDir m_folder;
    QString m_suffix;
};

void type(ScreenBench &b, const char *digits)
{
    for (const char *c = digits; *c; ++c)
        b.press((QByteArray("key.") + *c).constData());
}

/// As a scanner types it.
void scan(ScreenBench &b, const char *text)
{
    for (const char *c = text; *c; ++c) {
        const auto key = QString(QLatin1Char(*c));
        if (!b.pos->typeCode(key))
            b.pos->press(key);
    }
}

void billsAlbum(ScreenBench &b, Album &album)
{
    const bool zh = b.translator.language() == Language::Chinese;
    const auto later = [&] {
        b.clock.advanceMs(1'250);
        b.kiosk->tick();
        b.settle();
    };
    b.topUps.orders.clear();
    b.bills.saved = {{QStringLiteral("1"), QStringLiteral("SGCC"), QStringLiteral("110123456789"),
                      QStringLiteral("****6789"), zh ? QStringLiteral("家里") : QStringLiteral("Home")},
                     {QStringLiteral("2"),
                      QStringLiteral("CMCC"),
                      QStringLiteral("13800138000"),
                      QStringLiteral("****8000"),
                      {}}};
    b.press("tile.bills");
    album.take(b, "kiosk_billers");
    b.press("biller.3");
    album.take(b, "kiosk_plate_province");
    b.kiosk->press(QStringLiteral("京"));
    b.press({"key.A", "key.1", "key.2"});
    album.take(b, "kiosk_plate");
    b.press("back");
    b.press("biller.0");
    type(b, "11012345");
    album.take(b, "kiosk_account");
    b.press("back");
    b.tap(b.good);
    album.take(b, "kiosk_payees");
    b.press("payee.1");
    b.press("credit.2");
    album.take(b, "kiosk_credit");
    b.press("back");
    b.press("payee.0");
    album.take(b, "kiosk_bills");
    b.press("bills.pay");
    b.press("way.0");
    b.settle();
    b.bills.pay();
    later();
    b.bills.fate(0).state = BillState::Posted;
    later();
    album.take(b, "kiosk_bills_told");
    b.bills.fate(1).state = BillState::Returned;
    b.bills.fate(1).why = ErrorCode::BillPaidAlready;
    later();
    album.take(b, "kiosk_bills_done");
    b.press("topUp.done");
}

void kioskAlbum(ScreenBench &b, Album album)
{
    b.fillMember();
    b.members.view.points.value = PointValue{{100, {}}, 100};
    album.take(b, "kiosk_home");
    b.press("help");
    album.take(b, "kiosk_help");
    type(b, "PIN");
    album.take(b, "kiosk_help_found");
    b.press("help.page.0");
    album.take(b, "kiosk_help_page");
    b.press({"back", "back"});
    b.press("tile.fuel");
    album.take(b, "kiosk_card");
    b.tap(b.pinned);
    type(b, "1111");
    b.press("pin.ok");
    type(b, "24");
    album.take(b, "kiosk_pin");
    type(b, "68");
    b.station.lift(2, 2);
    b.station.silence(5);
    b.press("pin.ok");
    album.take(b, "kiosk_pump");
    b.press("pump.3");
    b.cards.find(b.pinned)->available = 50'000_fen;
    album.take(b, "kiosk_amount");
    b.press({"amount.other", "key.1", "key.8", "key.0"});
    album.take(b, "kiosk_other");
    b.press({"entry.ok"});
    b.press("grade.0");
    b.press("confirm.togglePoints");
    album.take(b, "kiosk_confirm");
    b.press("confirm.begin");
    b.station.set(b.station.pumps()[2].sale,
                  [](SaleView &sale) { sale.coupons = {QStringLiteral("0.30 / L")}; });
    album.take(b, "kiosk_lift");
    b.station.lift(3, 2);
    b.station.flow(3, {17'340});
    album.take(b, "kiosk_fuelling");
    b.station.silence(3);
    album.take(b, "kiosk_silent");
    b.station.answerAgain(3, PumpState::Fuelling);
    b.kiosk->receipt()->setAddress([](SaleId sale) {
        return QStringLiteral("https://card.example/r/") + QString(76, u'k') + sale.text();
    });
    b.station.hangUp(3);
    album.take(b, "kiosk_done");
    b.press("done");
    b.tap(b.good);
    album.take(b, "kiosk_balance");
    b.fillMember();
    const bool zh = b.translator.language() == Language::Chinese;
    b.members.view.stamps = {{zh ? QStringLiteral("洗车集章") : QStringLiteral("A stamp for each wash"), 7,
                              10,
                              zh ? QStringLiteral("免费洗车一次") : QStringLiteral("A wash for nothing")}};
    b.members.view.coupons[0].giftable = true;
    b.press("balance.member");
    album.take(b, "kiosk_member");
    b.press("give.0");
    type(b, "13800138000");
    album.take(b, "kiosk_receiver");
    b.press("receiver.ok");
    album.take(b, "kiosk_gift");
    b.press("back");
    b.press("back");
    b.press("member.code");
    for (const char *key : {"key.T", "key.U", "key.E", "key.3", "key.0"})
        b.press(key);
    album.take(b, "kiosk_code");
    b.press("back");
    b.press("offer.3");
    album.take(b, "kiosk_exchange");
    b.press("back");
    b.press("back");
    b.press("balance.topUp");
    album.take(b, "kiosk_topup");
    b.press("topUp.1");
    album.take(b, "kiosk_topup_way");
    b.press("way.0");
    b.settle();
    b.clock.advanceMs(31'000);
    b.kiosk->tick();
    b.settle();
    album.take(b, "kiosk_topup_qr");
    b.topUps.pay();
    b.clock.advanceMs(1'250);
    b.kiosk->tick();
    b.settle();
    album.take(b, "kiosk_topup_done");
    b.press("topUp.done");
    billsAlbum(b, album);
    b.press("tile.balance");
    b.tap(b.good);
    b.station.setLink({false, 12, b.clock.now().plusMs(-300'000)});
    b.press("balance.fuel");
    b.press({"pump.1", "amount.fillUp"});
    b.station.failNext = ErrorCode::PumpReservedElsewhere;
    b.press("confirm.begin");
    b.clock.advanceMs(KioskViewModel::IdleMs);
    b.kiosk->tick();
    album.take(b, "kiosk_refusal");
}

void posAlbum(ScreenBench &b, Album album)
{
    b.station.lift(2, 2);
    b.clock.advanceMs(14'000);
    b.station.lift(7, 1);
    b.station.silence(5);
    b.clock.advanceMs(8'000);
    b.pos->tick();
    b.press("tile.pump.6");
    b.press("action.release");
    b.station.lift(6, 2);
    b.station.flow(6, {31'270});
    b.station.hangUp(6);
    b.settle();
    b.press("panel.back");
    b.press("tile.pump.1");
    b.tap(b.good);
    b.press("action.card");
    b.station.lift(1, 2);
    b.station.flow(1, {17'340});
    b.station.setLink({false, 12, b.clock.now().plusMs(-300'000)});
    album.take(b, "pos_running");
    b.press("tile.pump.3");
    b.press("kind.1");
    type(b, "200");
    album.take(b, "pos_setup");
    b.tap(b.pinned);
    b.press("action.card");
    type(b, "24");
    album.take(b, "pos_pin");
    b.press({"panel.back", "card.drop", "tile.pump.6", "pay.coupon"});
    scan(b, "00N0-3RJ0-QNHG-");
    album.take(b, "pos_coupon");
    b.station.coupons[QStringLiteral("00N0-3RJ0-QNHG-K3YQ-B")] = {
        {1}, 1, {42, 1}, 10_yuan, QStringLiteral("会员日满减 10 元")};
    scan(b, "K3YQ-B");
    b.press("pay.coupon");
    type(b, "300");
    album.take(b, "pos_pay");
    b.press("pay.cash");
    album.take(b, "pos_receipt");
    b.printer.turn(PrinterState::PaperOut, ReceiptState::Waiting);
    album.take(b, "pos_receipt_no_paper");
    b.printer.turn(PrinterState::Ready, {});
    b.press("receipt.done");
    for (const char *code : {"6901234567892", "6901234567892", "6291041500213"}) {
        scan(b, code);
        b.pos->confirm();
        b.settle();
    }
    b.press("goods");
    type(b, "00");
    album.take(b, "pos_shop");
    b.press("found.1");
    album.take(b, "pos_basket");
    b.fillMember();
    for (size_t i = 0; i < 2; ++i) {
        MemberCoupon owned = b.members.view.coupons[0];
        const bool zh = b.translator.language() == Language::Chinese;
        owned.coupon.id = {8, quint32(i)};
        owned.code = QStringLiteral("0008-000%1").arg(i);
        owned.name = i == 0
            ? (zh ? QStringLiteral("饮料立减2元") : QStringLiteral("2.00 off drinks"))
            : (zh ? QStringLiteral("新客立减1元") : QStringLiteral("1.00 off, new customers"));
        b.members.view.coupons.push_back(owned);
        b.station.coupons[owned.code] = {{3}, 1, owned.coupon.id, Money{i == 0 ? 200 : 100, {}}, owned.name};
        b.station.alone.insert(owned.code);
    }
    b.station.refusals = {
        {b.members.view.coupons[0].code, Error{ErrorCode::CouponBelowMinimum, {}, 187'50_fen}},
        {b.members.view.coupons[1].code, Error{ErrorCode::CouponWrongProduct, {}}}};
    b.tap(b.good);
    b.press("pay.coupon");
    album.take(b, "pos_coupons");
    b.press({"choice.ok", "coupons.drop", "card.drop"});
    b.members.view.points.available = 1'250;
    b.members.view.points.value = PointValue{{100, {}}, 100};
    b.tap(b.good);
    b.press("pay.points");
    type(b, "600");
    album.take(b, "pos_points");
    b.press("pay.points");
    album.take(b, "pos_points_off");
    b.press({"points.drop", "card.drop"});
    b.press("pay.cash");
    album.take(b, "pos_basket_receipt");
    b.press({"receipt.done", "tile.pump.8"});
    b.station.failNext = ErrorCode::PumpPriceMismatch;
    b.press("action.release");
    album.take(b, "pos_refusal");
    b.press("tile.pump.5");
    album.take(b, "pos_silent");
    b.fillTanks();
    b.settle();
    b.press("tanks");
    album.take(b, "pos_tanks");
    b.press("panel.back");
    b.station.setTanks({});
    b.hire();
    b.staff.add(21, QStringLiteral("Zhao Yan"), QStringLiteral("2468"));
    album.take(b, "pos_signin");
    b.press("person.1");
    type(b, "9999");
    b.press("signIn.ok");
    type(b, "135");
    album.take(b, "pos_signin_pin");
    b.press("signIn.back");
    b.press("tile.pump.1");
    album.take(b, "pos_signin_running");
    b.press("person.0");
    type(b, "2468");
    b.press("signIn.ok");
    album.take(b, "pos_signed_in");
    b.refunds.sold = {FakeRefunds::line(0, QStringLiteral("95"), Product::Unit::Litre, 31'270),
                      FakeRefunds::line(1, QStringLiteral("1001"), Product::Unit::Piece, 2'000)};
    b.pos->showRecent(1);
    b.settle();
    album.take(b, "pos_receipt_again");
    b.press("receipt.refund");
    album.take(b, "pos_refund");
    b.press("refund.ok");
    type(b, "246");
    album.take(b, "pos_refund_pin");
    type(b, "8");
    b.press("refund.ok");
    album.take(b, "pos_refund_done");
    b.press({"panel.back", "receipt.done", "sale.find"});
    type(b, "217588");
    album.take(b, "pos_find");
}

}

int main(int argc, char **argv)
{
    qputenv("YOUKA_REDUCED_MOTION", "1"); // a picture is not taken half-way
    QGuiApplication app(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: youka_screens FOLDER\n");
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(QStringLiteral("."));
    for (const Language language : {Language::Chinese, Language::English})
        for (const auto kind : {Theme::Light, Theme::Dark, Theme::Contrast}) {
            const QString suffix =
                QStringLiteral("%1_%2").arg(languageCode(language),
                                            kind == Theme::Light      ? QStringLiteral("light")
                                                : kind == Theme::Dark ? QStringLiteral("dark")
                                                                      : QStringLiteral("contrast"));
            const auto show = [&](QSize size, const QString &extra, bool kiosk) {
                ScreenBench bench;
                bench.translator.setLanguage(language);
                Theme::instance()->setKind(kind);
                // High contrast is taken with large text: the two are pressed by the same people.
                Theme::instance()->setLargeText(kiosk && kind == Theme::Contrast);
                if (!(kiosk ? bench.openKiosk(size) : bench.openPos(size)))
                    qFatal("the window does not open");
                Album album(folder, extra + suffix);
                kiosk ? kioskAlbum(bench, album) : posAlbum(bench, album);
            };
            show({1366, 768}, {}, false);
            show({1080, 1920}, QStringLiteral("tall_"), true);
            if (kind != Theme::Dark)
                show({1280, 800}, QStringLiteral("wide_"), true);
        }
    return 0;
}
