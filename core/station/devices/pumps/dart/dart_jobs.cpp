#include "core/station/devices/pumps/dart/dart_bits.h"
#include "core/station/devices/pumps/dart/dart_pump.h"

namespace youka::dart {

namespace {
constexpr qint64 AskAgainMs = 300;   ///< a status that was not sent by itself is asked for
constexpr qint64 OwnRetryMs = 2'000; ///< between tries of what the driver wants for itself
constexpr qsizetype Remembered = 64; ///< answers kept for repeated ids
}

// --- the engine
// ---------------------------------------------------------------------------------------------

void DartPump::push(Job job, bool first)
{
    job.id = ++m_lastJob;
    m_jobs.insert(first ? 0 : m_jobs.size(), std::move(job));
}

bool DartPump::hasJob(JobKind kind) const
{
    return std::any_of(m_jobs.cbegin(), m_jobs.cend(), [kind](const Job &job) { return job.kind == kind; });
}

std::optional<QByteArray> DartPump::nextBlock(qint64 nowMs)
{
    if (!m_online || m_jobs.isEmpty())
        return std::nullopt;
    Job &job = m_jobs.first();
    const Step &step = job.steps[job.at];
    if (job.acked && (nowMs < job.askAt || step.block.isEmpty()))
        return std::nullopt;
    if (!job.acked && !mayBeSent(job, step)) {
        finishJob(fail(step.nozzleMustBe ? ErrorCode::PumpNotCalling : ErrorCode::PumpRefused), nowMs);
        return std::nullopt;
    }
    if (step.block.isEmpty())
        return std::nullopt;
    m_inFlight = job.id;
    if (!job.acked)
        return step.block;
    const QByteArray question = joinTransactions({cd1(Command::ReturnStatus)});
    if (!step.repeats)
        return question;
    return step.expect == Expect::Status ? step.block + question : step.block;
}

/// What changed since the job was made can forbid a step.
bool DartPump::mayBeSent(const Job &job, const Step &step) const
{
    // A preset is dropped when the nozzle it was meant for went back before it was sent.
    if (step.nozzleMustBe && job.nozzle != 0)
        return m_out && m_nozzle == job.nozzle;
    // A reset would take the figures of a pump that fuels away from us.
    if (job.kind == JobKind::Stop && job.at > 0)
        return isOneOf(bit(Status::Authorised));
    return true;
}

void DartPump::onDelivered(qint64 nowMs)
{
    // A stop may have overtaken the job whose block this was, or have ended it.
    const auto it =
        std::find_if(m_jobs.begin(), m_jobs.end(), [this](const Job &job) { return job.id == m_inFlight; });
    if (it != m_jobs.end()) {
        it->askAt = nowMs + AskAgainMs;
        if (!it->acked) {
            it->acked = true;
            it->serial = m_serial;
            it->failAt = nowMs + it->steps[it->at].waitMs;
        }
        advance(nowMs);
        think(nowMs);
    }
    publish(nowMs);
}

void DartPump::onSendFailed(qint64 nowMs)
{
    // The driver's own questions are simply put again; a command must not wait across an outage.
    if (!m_jobs.isEmpty() && m_jobs.first().id == m_inFlight && !m_jobs.first().command.isNull())
        finishJob(fail(ErrorCode::PumpOffline, QStringLiteral("a block was not acknowledged")), nowMs);
    think(nowMs);
    publish(nowMs);
}

bool DartPump::answersMet(const Job &job, const Step &step) const
{
    switch (step.expect) {
    case Expect::Nothing:
        return true;
    case Expect::Status:
        return m_statusSerial > job.serial && isOneOf(step.wanted);
    case Expect::Filling:
        return m_fillingSerial > job.serial;
    case Expect::Totals:
        return m_totalsNozzle == (step.wanted & 0x0F)
            && (step.wanted > 0x0F ? m_amountTotalSerial : m_volumeTotalSerial) > job.serial;
    case Expect::Price:
        return m_priceSerial > job.serial && isReadBack(job);
    case Expect::NozzleIn:
        return !m_out;
    }
    return false;
}

bool DartPump::isReadBack(const Job &job) const
{
    for (const NozzleConfig &nozzle : job.prices)
        if (nozzle.nozzle == m_priceNozzle)
            return shownPrice(m_priceNozzle) == nozzle.price;
    return false;
}

void DartPump::advance(qint64 nowMs)
{
    while (!m_jobs.isEmpty()) {
        Job &job = m_jobs.first();
        const Step &step = job.steps[job.at];
        if (!job.acked && step.block.isEmpty()) { // a wait begins when it is reached
            job.acked = true;
            job.failAt = nowMs + step.waitMs;
        }
        if (!job.acked)
            return;
        if (answersMet(job, step))
            stepDone(nowMs);
        else if (nowMs >= job.failAt)
            stepFailed(step.expect == Expect::Price ? ErrorCode::PumpPriceMismatch : ErrorCode::PumpRefused,
                       nowMs);
        else
            return;
    }
}

void DartPump::stepDone(qint64 nowMs)
{
    Job &job = m_jobs.first();
    if (job.kind == JobKind::Collect)
        collectStepDone(job);
    const bool only =
        job.kind == JobKind::Connect && !isOneOf(bit(Status::Reset)); // no totals while it fuels
    const bool stopped = job.kind == JobKind::Stop && !isOneOf(ReleasedStatus);
    job.at = only || stopped ? job.steps.size() : job.at + 1;
    job.acked = false;
    if (job.at >= job.steps.size())
        finishJob({}, nowMs);
}

void DartPump::stepFailed(ErrorCode code, qint64 nowMs)
{
    if (m_jobs.first().steps[m_jobs.first().at].mayFail)
        stepDone(nowMs);
    else
        finishJob(fail(code, QStringLiteral("acknowledged, but the pump's state did not follow")), nowMs);
}

void DartPump::finishJob(const Result<void> &result, qint64 nowMs)
{
    const Job job = m_jobs.takeFirst();
    const bool last = job.at + 1 >= job.steps.size();
    if (!result && job.command.isNull())
        m_nextOwnJob = nowMs + OwnRetryMs;
    switch (job.kind) {
    case JobKind::Authorise:
        if (!result && last)
            m_revoke = true; // told no, so it must not stay released
        break;
    case JobKind::Reset:
        m_resetFailed = !result;
        break;
    case JobKind::Prices:
        if (result)
            m_config.nozzles = job.prices;
        checkShownPrice();
        break;
    case JobKind::Totals:
        if (result)
            m_notices.append(PumpTotals{m_config.pump, job.nozzle, m_totals.value(job.nozzle).volume,
                                        m_totals.value(job.nozzle).amount});
        break;
    case JobKind::Collect:
        if (result)
            deliver();
        break;
    case JobKind::Connect:
        for (auto it = m_totals.cbegin(); it != m_totals.cend(); ++it)
            m_notices.append(PumpTotals{m_config.pump, it.key(), it->volume, it->amount});
        break;
    case JobKind::Stop:
    case JobKind::Suspend:
    case JobKind::Resume:
        break;
    }
    answer(job.command, result);
}

void DartPump::answer(OperationId command, Result<void> result)
{
    if (command.isNull())
        return;
    m_answered.append({command, result});
    if (m_answered.size() > Remembered)
        m_answered.removeFirst();
    m_notices.append(PumpAnswer{command, std::move(result)});
}

bool DartPump::isRepeat(OperationId command)
{
    for (const Job &job : std::as_const(m_jobs))
        if (job.command == command && !command.isNull())
            return true; // its answer is coming
    for (const Answered &earlier : std::as_const(m_answered)) {
        if (earlier.command == command) {
            m_notices.append(PumpAnswer{command, earlier.result});
            return true;
        }
    }
    return false;
}

void DartPump::cancelAll(ErrorCode code, qint64 nowMs)
{
    while (!m_jobs.isEmpty()) {
        if (m_jobs.first().command.isNull())
            m_jobs.removeFirst();
        else
            finishJob(fail(code), nowMs);
    }
    publish(nowMs);
}

void DartPump::onTick(qint64 nowMs)
{
    if (m_online) {
        advance(nowMs);
        think(nowMs);
    }
    publish(nowMs);
}

// --- what the driver wants by itself
// ------------------------------------------------------------------------

void DartPump::think(qint64 nowMs)
{
    if (!m_online || !m_jobs.isEmpty() || nowMs < m_nextOwnJob)
        return;
    if (!m_status) {
        Job ask;
        ask.steps.append({joinTransactions({cd1(Command::ReturnStatus)}), Expect::Status, AnyStatus});
        push(ask);
    } else if (*m_status == Status::NotProgrammed && isPriceKnown()) {
        Job prices;
        prices.kind = JobKind::Prices;
        prices.prices = m_config.nozzles;
        const auto digits = priceDigits(m_config.nozzles);
        prices.steps.append({joinTransactions({cd5(digits.value_or(QList<qint64>{}))}), Expect::Status,
                             AnyStatus & ~bit(Status::NotProgrammed)});
        push(prices);
    } else if (isOneOf(ReleasedStatus)) {
        thinkOfSale(nowMs);
    } else if (owesEnd()) {
        push(collectJob());
    } else if (m_open && isOneOf(EndedStatus | bit(Status::SwitchedOff)) && m_unconfirmed == 0) {
        enqueueReset({});
    }
}

/// A delivery stands in the pump that was not collected yet.
bool DartPump::owesEnd() const
{
    return m_sale || (isOneOf(EndedStatus) && !m_endChecked && m_unconfirmed == 0);
}

void DartPump::thinkOfSale(qint64 nowMs)
{
    const bool waiting = isOneOf(bit(Status::Authorised)) && !m_out;
    const bool overdue =
        m_sale && m_sale->ours && waiting && nowMs - m_sale->since >= m_config.authoriseLifetimeMs;
    if (overdue || (m_revoke && isOneOf(bit(Status::Authorised))))
        pushStop({});
}

int DartPump::saleNozzle() const
{
    if (m_sale && m_sale->nozzle != 0)
        return m_sale->nozzle;
    if (m_nozzle == 0 && m_config.nozzles.size() == 1)
        return m_config.nozzles.first().nozzle;
    return m_nozzle;
}

DartPump::Job DartPump::collectJob()
{
    m_collectSerial = m_serial;
    Job job;
    job.kind = JobKind::Collect;
    Step filling{joinTransactions({cd1(Command::ReturnFilling)}), Expect::Filling};
    filling.repeats = true;
    job.steps.append(filling);
    return job;
}

/// The collection goes on by what the figures say: with fuel in them it waits for the nozzle, because totals
/// are only reliable then; figures that do not agree are read once more.
void DartPump::collectStepDone(Job &job)
{
    if (job.steps[job.at].expect != Expect::Filling)
        return;
    const Money amount = moneyOf(m_filling.amount, m_config.decimals.amount);
    const Volume volume = volumeOf(m_filling.volume, m_config.decimals.volume);
    const bool agrees =
        isPlausible(amount, volume, shownPrice(saleNozzle()), pow10(3 - m_config.decimals.volume));
    if (!agrees && !std::exchange(job.reread, true)) {
        job.steps.append(job.steps[job.at]);
        return;
    }
    const bool flowed = m_filling.volume > 0 || (m_sale && m_sale->seen.volume > 0);
    if (m_out && flowed) {
        Step hang{{}, Expect::NozzleIn, 0, true};
        hang.waitMs = m_config.hangUpWaitMs;
        job.steps.append(hang);
    }
    if ((flowed || !m_out) && saleNozzle() != 0)
        for (Step step : totalsSteps(saleNozzle())) {
            step.mayFail = true;
            job.steps.append(step);
        }
}

void DartPump::enqueueReset(OperationId command)
{
    Job job;
    job.kind = JobKind::Reset;
    job.command = command;
    // One head is known to acknowledge the reset and stay as it is, so it is repeated until the status
    // follows.
    Step reset = statusStep(Command::Reset, bit(Status::Reset));
    reset.repeats = true;
    job.steps.append(reset);
    push(job);
}

DartPump::Step DartPump::statusStep(Command command, int wanted) const
{
    Step step{joinTransactions({cd1(command)}), Expect::Status, wanted};
    return step;
}

QList<DartPump::Step> DartPump::totalsSteps(int nozzle) const
{
    Step volume{joinTransactions({cd101(quint8(nozzle))}), Expect::Totals, nozzle};
    volume.repeats = true;
    Step amount{joinTransactions({cd101(quint8(0x10 + nozzle))}), Expect::Totals, 0x10 + nozzle, true, true};
    return m_config.readsAmountTotals ? QList<Step>{volume, amount} : QList<Step>{volume};
}

}
