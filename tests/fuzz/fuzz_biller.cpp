#include "core/exchange/billers/bill_offer.h"
#include "core/exchange/billers/biller_wire.h"
#include "core/foundation/crypto/digest.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

namespace {

/// As if the biller itself had signed nonsense.
ChannelReply signedReply(const BillerLine &line, const BillerCall &asked, const QByteArray &body)
{
    return {200,
            {{"Youka-Signature", billerSignature(line.secret, {"200", asked.nonce, sha256(body).toHex()})}},
            body};
}

void checkBill(const Bill &bill, Currency currency)
{
    ensure(bill.total().currency == currency && !bill.total().isNegative(), "an amount of the biller's");
    ensure(!dailyLateFee(bill).isNegative(), "a late fee is none that pays");
    for (const Money choice : bill.choices)
        ensure(checkPart(bill, choice).has_value(), "what may be chosen may be paid");
    if (bill.choices.isEmpty())
        ensure(checkPart(bill, bill.total()).has_value(), "all of it may be paid");
    if (bill.use) {
        Money sum{0, currency};
        qint64 exact = 0;
        for (const TariffLine &line : tariffLines(*bill.use, currency)) {
            sum += line.amount;
            exact += line.used * line.price;
        }
        ensure(sum.minor == (exact + 50'000) / 100'000, "the lines add up");
    }
    Q_UNUSED(billJson(bill));
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    const BillerLine line{QStringLiteral("SGCC"), QUrl(QStringLiteral("https://bills.example")), "secret",
                          Currency(), 5'000};
    const QString account = QStringLiteral("110123456789");
    const BillerCall asked = lookUpCall(line, account, {}, QByteArray(32, 'a'));
    if (const auto found = readLookUp(line, asked, account, signedReply(line, asked, input)))
        for (const Bill &bill : found->bills)
            checkBill(bill, line.currency);
    BillItem item;
    item.number = QStringLiteral("B0123456789ABCDEF012");
    const BillNews news = readPosting(line, asked, BillAct::Query, item, signedReply(line, asked, input));
    ensure(news.word != BillWord::Refused || news.why != 0, "a refusal says why");
    Q_UNUSED(openOffer(QByteArray(32, 'k'), QString::fromLatin1(input), {}));
    Q_UNUSED(readBillCode(QString::fromUtf8(input)));
    return 0;
}
