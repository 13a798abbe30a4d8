#include "core/exchange/channels/alipay/alipay_bill.h"
#include "core/exchange/channels/unionpay/unionpay_bill.h"
#include "core/exchange/channels/wechat/wechat_bill.h"
#include "core/foundation/base/zip_file.h"
#include "tests/fuzz/fuzz.h"

#include <QBuffer>
#include <QCryptographicHash>

using namespace youka;

namespace {

using Reader = std::function<Result<BillTotals>(QIODevice &, const BillSink &)>;

/// Rows and totals say the same, or there are no totals.
void checkBill(QByteArray bytes, const Reader &read)
{
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    qint64 rows = 0;
    const auto totals = read(file, [&](const BillRow &) {
        ++rows;
        return Result<void>{};
    });
    if (totals)
        ensure(totals->payments + totals->refunds == rows, "the totals are of these rows");
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    checkBill(input, [&](QIODevice &file, const BillSink &row) {
        const QByteArray hash = QCryptographicHash::hash(input, QCryptographicHash::Sha1).toHex();
        return wechat::readTradeBill(file, hash, QStringLiteral("1900000001"), row);
    });
    const Reader alipayBill = [](QIODevice &file, const BillSink &row) {
        return alipay::readTradeBill(file, QStringLiteral("2088123412341234"), row);
    };
    checkBill(input, alipayBill);
    checkBill(zipped({{"a.csv", input}}), alipayBill);
    static const auto Layout = unionpay::BillLayout::parse(
        "widths=3,12,10;kind=0;amount=1;at=2;channelNo=0;orderNo=0;fee=1;settled=1");
    const Reader settlement = [](QIODevice &file, const BillSink &row) {
        return unionpay::readSettlementFile(file, {2024, 1, 15}, *Layout, row);
    };
    checkBill(input, settlement);
    checkBill(zipped({{"ZM_", input}}), settlement);
    return 0;
}
