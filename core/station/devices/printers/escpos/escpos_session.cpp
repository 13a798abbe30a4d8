#include "core/station/devices/printers/escpos/escpos_session.h"

#include <algorithm>
#include <limits>

namespace youka::escpos {

Session::Output Session::onOpened(qint64 nowMs)
{
    Output out;
    m_open = true;
    m_board.clear();
    m_silences = 0;
    m_next = StatusQuestion::Printer;
    ask(out, nowMs);
    return out;
}

Session::Output Session::onLost()
{
    Output out;
    m_open = false;
    m_question.reset();
    m_board.clear();
    if (m_job)
        end(out, m_job->isSent ? PrintOutcome::Unknown : PrintOutcome::NotBegun);
    setState(out, PrinterState::Offline);
    return out;
}

Session::Output Session::onBytes(const QByteArray &bytes, qint64 nowMs)
{
    Output out;
    for (const char byte : bytes) {
        if (isStatusByte(byte))
            onStatus(out, byte, nowMs);
        else if (isProofByte(byte) && m_job && m_job->isSent)
            end(out, PrintOutcome::Printed);
    }
    return out;
}

void Session::onStatus(Output &out, char byte, qint64 nowMs)
{
    if (!m_question)
        return; // later than it was waited for: nobody knows what it answers
    m_silences = 0;
    m_board.note(*m_question, byte);
    const bool isRoundOver = *m_question == StatusQuestion::Paper;
    m_next = isRoundOver ? StatusQuestion::Printer : StatusQuestion(int(*m_question) + 1);
    m_question.reset();
    if (!isRoundOver)
        return ask(out, nowMs);
    m_due = nowMs + m_times.pollMs;
    const auto state = m_board.state();
    if (!state)
        return;
    setState(out, *state);
    if (!m_job)
        return;
    if (!canPrint(*state)) {
        m_job->hasStopped = m_job->isSent;
    } else if (!m_job->isSent) {
        send(out, nowMs);
    } else if (m_job->hasStopped) {
        m_job->hasStopped = false;
        m_job->mayBeTorn = true;
        m_job->proofBy = nowMs + m_times.proofMs;
    }
}

Session::Output Session::onTimer(qint64 nowMs)
{
    Output out;
    if (!m_open || nowMs < dueMs())
        return out;
    if (m_job && m_job->isSent && !m_job->hasStopped && nowMs >= m_job->proofBy) {
        if (m_job->mayBeTorn) {
            // It did not go on: what stands on the paper is half of it, so the whole once more.
            out.send += clearStopped();
            send(out, nowMs);
        } else {
            end(out, PrintOutcome::Unknown);
        }
    }
    if (nowMs < m_due)
        return out;
    if (m_question && ++m_silences >= m_times.silences) {
        if (m_job && !m_job->isSent)
            end(out, PrintOutcome::NotBegun);
        m_board.clear();
        m_next = StatusQuestion::Printer;
        setState(out, PrinterState::Offline);
    }
    ask(out, nowMs);
    return out;
}

qint64 Session::dueMs() const
{
    if (!m_open)
        return std::numeric_limits<qint64>::max();
    const bool waitsForProof = m_job && m_job->isSent && !m_job->hasStopped;
    return waitsForProof ? std::min(m_due, m_job->proofBy) : m_due;
}

Session::Output Session::print(qint64 job, const ReceiptPage &page, qint64 nowMs)
{
    Output out;
    if (m_job || !m_open || !m_state || !canPrint(*m_state)) {
        out.notices.emplace_back(Ended{job, PrintOutcome::NotBegun});
        return out;
    }
    m_job = Job{job, encode(page, m_columns)};
    send(out, nowMs);
    return out;
}

void Session::ask(Output &out, qint64 nowMs)
{
    m_question = m_next;
    m_due = nowMs + m_times.answerMs;
    out.send += statusQuestion(m_next);
}

void Session::send(Output &out, qint64 nowMs)
{
    m_job->isSent = true;
    m_job->hasStopped = m_job->mayBeTorn = false;
    m_job->proofBy = nowMs + m_times.proofMs;
    out.send += m_job->bytes + proofQuestion();
}

void Session::setState(Output &out, PrinterState state)
{
    if (m_state == state)
        return;
    m_state = state;
    out.notices.emplace_back(state);
}

void Session::end(Output &out, PrintOutcome outcome)
{
    out.notices.emplace_back(Ended{m_job->id, outcome});
    m_job.reset();
}

}
