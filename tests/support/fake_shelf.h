#pragma once

#include "core/domain/goods/barcode.h"
#include "core/domain/goods/shelf.h"

namespace youka {

/// A shop with three things on its shelves.
class FakeShelf final : public Shelf
{
public:
    Result<BasketLine> scan(QStringView barcode, bool chinese) const override
    {
        const auto read = readBarcode(barcode);
        if (!read)
            return fail(read.error());
        for (const Thing &thing : Things)
            if (read->code == QLatin1String(thing.barcode))
                return lineOf(thing, chinese);
        return fail(ErrorCode::BarcodeUnknown);
    }
    Result<QList<BasketLine>> search(const QString &text, int most, bool chinese) const override
    {
        QList<BasketLine> found;
        for (const Thing &thing : Things) {
            const QString all = QString::fromUtf8(thing.zh) + QString::fromLatin1(thing.en).toLower()
                + QString::fromLatin1(thing.initials) + QString::fromLatin1(thing.code);
            if (all.contains(text.trimmed().toLower()) && found.size() < most)
                found.append(lineOf(thing, chinese));
        }
        return found;
    }

private:
    struct Thing
    {
        const char *code;
        const char *barcode;
        const char *zh;
        const char *en;
        const char *initials;
        qint64 milli;
    };
    static constexpr Thing Things[] = {
        {"1001", "6901234567892", "农夫山泉矿泉水 550 毫升", "Spring water 550 mL", "nfsqkqs", 2'500},
        {"1002", "6291041500213", "可口可乐 500 毫升", "Cola 500 mL", "kkkl", 3'500},
        {"5001", "73513537", "车用玻璃水 2 升", "Screen wash 2 L", "cyblsz", 18'000},
    };
    static BasketLine lineOf(const Thing &thing, bool chinese)
    {
        BasketLine line;
        line.product = QString::fromLatin1(thing.code);
        line.unit = Product::Unit::Piece;
        line.quantity = 1'000;
        line.price = {thing.milli, {}};
        line.amount = {thing.milli / 10, {}};
        line.name = QString::fromUtf8(chinese ? thing.zh : thing.en);
        line.tax = {1'300};
        return line;
    }
};

}
