#pragma once

#include "core/station/devices/printers/receipt_printer.h"

#include <optional>

/// ESC/POS bytes of receipt printers. Pure. Source: the sheet on peripherals, section 1.
namespace youka::escpos {

/// How many columns a text takes: as many as it has bytes in GB18030, two for a Chinese character.
int displayWidth(QStringView text);

/// A page as lines of text, each at most `columns` wide. Codes stand as "[QR ...]" and "[CODE ...]": what a
/// printer's own paper looks like is not known here. What a font twice as wide needs is doubled.
QStringList layOut(const ReceiptPage &page, int columns);

/// From initialising to the cut. Text is GB18030; control characters in it are left out, so that nobody's
/// name opens the drawer.
QByteArray encode(const ReceiptPage &page, int columns);

/// Asks for paper in the order of the data: its answer means that all before it was printed.
QByteArray proofQuestion();
/// Takes back what has stopped and forgets what was left of it.
QByteArray clearStopped();

/// A question that is answered at once, whatever is being printed.
enum class StatusQuestion { Printer = 1, OfflineCause = 2, Error = 3, Paper = 4 };
QByteArray statusQuestion(StatusQuestion question);

/// A byte from the printer: of an answer to a status question, or to the proof.
bool isStatusByte(char byte);
bool isProofByte(char byte);

/// What the answers to the four questions come to.
class StatusBoard
{
public:
    void note(StatusQuestion question, char answer);
    /// None: it has not answered all of them yet.
    std::optional<PrinterState> state() const;
    void clear() { *this = {}; }

private:
    std::optional<quint8> m_answers[4];
};

}
