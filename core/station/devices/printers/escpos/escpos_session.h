#pragma once

#include "core/station/devices/printers/escpos/escpos_codec.h"

#include <variant>
#include <vector>

namespace youka::escpos {

struct Times
{
    int pollMs = 2'000;   ///< between two rounds of questions
    int answerMs = 1'000; ///< a status question is answered at once
    int silences = 2;     ///< unanswered questions that make it offline
    int proofMs = 10'000; ///< of a printer that does print
};

/// One printer's conversation. Pure: bytes and the time in, bytes and news out.
class Session
{
public:
    struct Ended
    {
        qint64 job;
        PrintOutcome outcome;
        bool operator==(const Ended &) const = default;
    };
    using Notice = std::variant<PrinterState, Ended>;
    struct Output
    {
        QByteArray send;
        std::vector<Notice> notices;
    };

    Session(int columns, Times times)
        : m_columns(columns)
        , m_times(times)
    {
    }
    Output onOpened(qint64 nowMs);
    Output onLost();
    Output onBytes(const QByteArray &bytes, qint64 nowMs);
    /// Does nothing before dueMs(), which is never while the link is not open.
    Output onTimer(qint64 nowMs);
    qint64 dueMs() const;
    Output print(qint64 job, const ReceiptPage &page, qint64 nowMs);

private:
    struct Job
    {
        qint64 id = 0;
        QByteArray bytes = {};
        bool isSent = false;
        bool hasStopped = false; ///< for paper or the cover, after it was sent
        bool mayBeTorn = false;  ///< it had; most printers go on by themselves, some have to be told
        qint64 proofBy = 0;
    };
    void ask(Output &out, qint64 nowMs);
    void onStatus(Output &out, char byte, qint64 nowMs);
    void setState(Output &out, PrinterState state);
    void send(Output &out, qint64 nowMs);
    void end(Output &out, PrintOutcome outcome);

    const int m_columns;
    const Times m_times;
    StatusBoard m_board;
    std::optional<PrinterState> m_state;
    std::optional<StatusQuestion> m_question; ///< that is out
    StatusQuestion m_next = StatusQuestion::Printer;
    int m_silences = 0;
    qint64 m_due = 0; ///< the next question, or the end of waiting for the answer
    bool m_open = false;
    std::optional<Job> m_job;
};

}
