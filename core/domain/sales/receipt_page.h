#pragma once

#include <QList>
#include <QString>

namespace youka {

/// One line of a receipt, by what it is; how it stands on the paper is the printer's.
struct PaperLine
{
    enum class Kind {
        Text, ///< `left`, broken where it is too long
        Pair, ///< `left` and `right` at the two edges; `right` below when both do not fit
        Rule, ///< from edge to edge
        Code, ///< `left`, ASCII, as a CODE128 bar code
        Qr,   ///< `left` as a QR code
    };
    enum class Align { Left, Centre };
    Kind kind = Kind::Text;
    QString left = {};
    QString right = {};
    Align align = Align::Left;
    bool strong = false;
    bool large = false; ///< twice as high and wide
    bool operator==(const PaperLine &) const = default;
};

/// A receipt from its head to the cut.
using ReceiptPage = QList<PaperLine>;

}
