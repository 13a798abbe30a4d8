#include "core/domain/goods/name_initials.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>

namespace youka {

namespace {

struct Letter
{
    quint16 from; ///< the first character in GB 2312 that begins with it
    char letter;
};
/// Source: GB 2312-80, level 1, rows 16 to 55. No Mandarin syllable begins with i, u or v.
constexpr std::array<Letter, 24> Letters{{
    {0xB0A1, 'a'}, {0xB0C5, 'b'}, {0xB2C1, 'c'}, {0xB4EE, 'd'}, {0xB6EA, 'e'}, {0xB7A2, 'f'},
    {0xB8C1, 'g'}, {0xB9FE, 'h'}, {0xBBF7, 'j'}, {0xBFA6, 'k'}, {0xC0AC, 'l'}, {0xC2E8, 'm'},
    {0xC4C3, 'n'}, {0xC5B6, 'o'}, {0xC5BE, 'p'}, {0xC6DA, 'q'}, {0xC8BB, 'r'}, {0xC8F6, 's'},
    {0xCBFA, 't'}, {0xCDDA, 'w'}, {0xCEF4, 'x'}, {0xD1B9, 'y'}, {0xD4D1, 'z'}, {0xD7FA, '\0'},
}};

struct CloseConverter
{
    void operator()(void *converter) const { iconv_close(converter); }
};

/// Its two bytes in GB 2312; 0: it has none.
quint16 gbOf(QChar c)
{
    thread_local const std::unique_ptr<void, CloseConverter> converter([] {
        const iconv_t opened = iconv_open("GB2312", "UTF-16LE");
        return opened == iconv_t(-1) ? nullptr : opened;
    }());
    if (!converter)
        return 0;
    std::array<char, 2> in{char(c.unicode() & 0xFF), char(c.unicode() >> 8)};
    std::array<char, 2> out{};
    char *from = in.data();
    char *to = out.data();
    size_t fromLeft = in.size();
    size_t toLeft = out.size();
    iconv(converter.get(), nullptr, nullptr, nullptr, nullptr);
    if (iconv(converter.get(), &from, &fromLeft, &to, &toLeft) == size_t(-1) || toLeft != 0)
        return 0;
    return quint16(quint8(out[0]) << 8 | quint8(out[1]));
}

}

QString nameInitials(const QString &name)
{
    QString initials;
    for (const QChar c : name) {
        if (c.unicode() < 0x80) {
            if (c.isLetterOrNumber())
                initials += c.toLower();
            continue;
        }
        const quint16 gb = gbOf(c);
        const auto after = std::upper_bound(Letters.begin(), Letters.end(), gb,
                                            [](quint16 code, const Letter &l) { return code < l.from; });
        if (after != Letters.begin() && std::prev(after)->letter != '\0')
            initials += QLatin1Char(std::prev(after)->letter);
    }
    return initials;
}

}
