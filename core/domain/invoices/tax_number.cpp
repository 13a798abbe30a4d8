#include "core/domain/invoices/tax_number.h"

#include <array>

namespace youka {

namespace {

/// No I, O, S, V, Z.
constexpr QLatin1String CreditDigits("0123456789ABCDEFGHJKLMNPQRTUWXY");

bool areDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isCreditCode(const QString &code)
{
    constexpr std::array<int, 17> Weights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    if (code.size() != 18 || !areDigits(QStringView(code).mid(2, 6)))
        return false;
    qsizetype sum = 0;
    for (qsizetype i = 0; i < 17; ++i) {
        const qsizetype value = CreditDigits.indexOf(code[i]);
        if (value < 0)
            return false;
        sum += value * Weights[size_t(i)];
    }
    return CreditDigits[(31 - sum % 31) % 31] == code[17];
}

/// Eight characters and one that checks them.
bool isOrganisation(QStringView code)
{
    constexpr std::array<int, 8> Weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (qsizetype i = 0; i < 8; ++i) {
        const int c = code[i].unicode();
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'A' || c > 'Z'))
            return false;
        sum += (digit ? c - '0' : c - 'A' + 10) * Weights[size_t(i)];
    }
    const int check = (11 - sum % 11) % 11;
    return code[8] == (check == 10 ? QChar(u'X') : QChar(u'0' + check));
}

/// Seventeen digits and one that checks them (ISO 7064, MOD 11-2).
bool isCitizen(QStringView code)
{
    constexpr QLatin1String Checks("10X98765432");
    if (!areDigits(code.first(17)))
        return false;
    int rest = 0;
    for (qsizetype i = 0; i < 17; ++i)
        rest = (rest + code[i].digitValue()) * 2 % 11;
    return Checks[rest] == code[17];
}

}

Result<QString> checkedTaxNumber(const QString &typed)
{
    QString code = typed.toUpper();
    code.removeIf([](QChar c) { return c.isSpace() || c == u'-'; });
    const QStringView view(code);
    const bool good = isCreditCode(code)
        || (code.size() == 15 && areDigits(view.first(6)) && isOrganisation(view.sliced(6)))
        || (code.size() == 18 && isCitizen(view))
        || (code.size() == 20 && isCitizen(view.first(18)) && areDigits(view.last(2)));
    if (!good)
        return fail(ErrorCode::TaxNumberInvalid, code.left(20));
    return code;
}

}
