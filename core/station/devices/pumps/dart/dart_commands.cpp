#include "core/station/devices/pumps/dart/dart_bits.h"
#include "core/station/devices/pumps/dart/dart_pump.h"

namespace youka::dart {

void DartPump::open(OperationId command, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    if (!m_online || !m_status) {
        answer(command, fail(ErrorCode::PumpOffline));
    } else if (*m_status == Status::NotProgrammed) {
        answer(command, fail(ErrorCode::PumpRefused, QStringLiteral("it has no prices yet")));
    } else {
        m_open = true;
        if (isOneOf(EndedStatus | bit(Status::SwitchedOff)) && m_endChecked && m_unconfirmed == 0)
            enqueueReset(command);
        else // serving, or what it ended with is collected first
            answer(command, {});
    }
    think(nowMs);
    publish(nowMs);
}

void DartPump::close(OperationId command, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    if (m_sale || m_unconfirmed != 0 || hasJob(JobKind::Authorise)) {
        answer(command, fail(ErrorCode::PumpBusy));
    } else {
        m_open = false;
        answer(command, {});
    }
    publish(nowMs);
}

std::optional<Error> DartPump::authoriseRefusal(quint16 mask, const Preset &preset, qint64 nowMs) const
{
    const PumpState now = state(nowMs);
    if (now == PumpState::Inoperative)
        return Error{ErrorCode::PumpOffline, {}};
    if (m_sale || m_unconfirmed != 0 || hasJob(JobKind::Authorise) || hasJob(JobKind::Prices)
        || (isOneOf(EndedStatus) && !m_endChecked) || (now != PumpState::Idle && now != PumpState::Calling))
        return Error{ErrorCode::PumpBusy, {}};
    if (m_priceMismatch)
        return Error{ErrorCode::PumpPriceMismatch, {}};
    bool any = false;
    for (const NozzleConfig &nozzle : m_config.nozzles)
        any = any || (mask & (1 << (nozzle.nozzle - 1))) != 0;
    if (!any)
        return Error{ErrorCode::InvalidInput, QStringLiteral("none of the pump's nozzles")};
    if (now == PumpState::Calling && (mask & (1 << (m_nozzle - 1))) == 0)
        return Error{ErrorCode::PumpNotCalling, QStringLiteral("another nozzle is out")};
    const auto block = presetBlock(preset);
    return block ? std::nullopt : std::optional(block.error());
}

Result<Transaction> DartPump::presetBlock(const Preset &preset) const
{
    qint64 digits = 0;
    switch (preset.kind) {
    case Preset::Kind::None:
        return cd3(MaxDigits8);
    case Preset::Kind::Volume:
        digits = preset.volume.ml / pow10(3 - m_config.decimals.volume);
        break;
    case Preset::Kind::Amount:
        if (preset.amount.currency != m_config.currency)
            return fail(ErrorCode::CurrencyMismatch);
        digits = preset.amount.minor / pow10(m_config.currency.exponent() - m_config.decimals.amount);
        break;
    }
    if (digits <= 0 || digits > MaxDigits8)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a preset the pump cannot show"));
    return preset.kind == Preset::Kind::Volume ? cd3(digits) : cd4(digits);
}

void DartPump::authoriseSteps(Job &job, const QList<int> &nozzles, const Transaction &preset) const
{
    const auto allow = joinTransactions({cd2(nozzles)});
    Step reset{joinTransactions({cd1(Command::Reset)})};
    if (!isOneOf(bit(Status::Reset))) {
        reset.expect = Expect::Status;
        reset.wanted = bit(Status::Reset);
        reset.repeats = true;
    }
    Step limit{joinTransactions({preset})};
    Step release = statusStep(Command::Authorise, ReleasedStatus | EndedStatus);
    limit.nozzleMustBe = release.nozzleMustBe = true;
    // A reset forgets the nozzles on some heads and wants them on others: allowed before and after it.
    job.steps = {Step{allow}, reset, Step{allow}, limit, release};
}

void DartPump::authorise(OperationId command, quint16 nozzleMask, const Preset &preset, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    if (const auto refusal = authoriseRefusal(nozzleMask, preset, nowMs)) {
        answer(command, fail(*refusal));
        return;
    }
    QList<int> nozzles;
    for (const NozzleConfig &nozzle : std::as_const(m_config.nozzles))
        if (nozzleMask & (1 << (nozzle.nozzle - 1)))
            nozzles.append(nozzle.nozzle);
    Job job;
    job.kind = JobKind::Authorise;
    job.command = command;
    job.nozzle = m_out ? m_nozzle : 0;
    authoriseSteps(job, nozzles, *presetBlock(preset));
    m_revoke = false;
    push(job);
    publish(nowMs);
}

void DartPump::pushStop(OperationId command)
{
    if (m_sale)
        m_sale->stopped = true;
    Job job;
    job.kind = JobKind::Stop;
    job.command = command;
    Step stop = statusStep(Command::Stop, AnyStatus & ~ReleasedStatus);
    stop.mayFail = true;
    // Not every head ends a release that has not begun by a stop; a reset does.
    Step reset = statusStep(Command::Reset, AnyStatus & ~ReleasedStatus);
    reset.repeats = true;
    job.steps = {stop, reset};
    push(job, true);
}

void DartPump::stop(OperationId command, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    if (!m_online) {
        answer(command, fail(ErrorCode::PumpOffline));
        return;
    }
    bool wasAuthorising = false;
    for (qsizetype i = m_jobs.size() - 1; i >= 0; --i) {
        if (m_jobs[i].kind != JobKind::Authorise)
            continue;
        wasAuthorising = true;
        std::rotate(m_jobs.begin(), m_jobs.begin() + i, m_jobs.begin() + i + 1);
        finishJob(fail(ErrorCode::Cancelled, QStringLiteral("stopped")), nowMs);
    }
    if (wasAuthorising || isOneOf(ReleasedStatus))
        pushStop(command);
    else
        answer(command, {});
    publish(nowMs);
}

void DartPump::suspend(OperationId command, bool resume, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    const int from = resume ? bit(Status::Suspended) : bit(Status::Authorised) | bit(Status::Filling);
    if (!m_config.canSuspend)
        answer(command, fail(ErrorCode::PumpUnsupported));
    else if (!m_online)
        answer(command, fail(ErrorCode::PumpOffline));
    else if (!isOneOf(from))
        answer(command, fail(ErrorCode::PumpRefused, QStringLiteral("nothing to suspend or resume")));
    else {
        Job job;
        job.kind = resume ? JobKind::Resume : JobKind::Suspend;
        job.command = command;
        job.steps.append(statusStep(resume ? Command::Resume : Command::Suspend,
                                    resume ? bit(Status::Authorised) | bit(Status::Filling) | EndedStatus
                                           : bit(Status::Suspended) | EndedStatus));
        push(job);
    }
    publish(nowMs);
}

Result<QList<qint64>> DartPump::priceDigits(const QList<NozzleConfig> &prices) const
{
    const qint64 unit = pow10(3 - m_config.decimals.price);
    QList<qint64> digits;
    for (const NozzleConfig &own : m_config.nozzles) {
        const auto it = std::find_if(prices.cbegin(), prices.cend(),
                                     [&](const NozzleConfig &n) { return n.nozzle == own.nozzle; });
        if (it == prices.cend() || prices.size() != m_config.nozzles.size())
            return fail(ErrorCode::InvalidInput, QStringLiteral("a price for every nozzle is needed"));
        const UnitPrice price = it->price;
        if (price.currency != m_config.currency)
            return fail(ErrorCode::CurrencyMismatch);
        if (price.milli <= 0 || price.milli % unit != 0 || price.milli / unit > MaxDigits6)
            return fail(ErrorCode::InvalidInput, QStringLiteral("a price the pump cannot show"));
        digits.append(price.milli / unit);
    }
    return digits;
}

void DartPump::setPrices(OperationId command, const QList<NozzleConfig> &prices, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    const auto digits = priceDigits(prices);
    if (!digits)
        answer(command, fail(digits.error()));
    else if (!m_online || !m_status)
        answer(command, fail(ErrorCode::PumpOffline));
    else if (m_sale || m_out || m_unconfirmed != 0 || isOneOf(ReleasedStatus) || hasJob(JobKind::Authorise))
        answer(command, fail(ErrorCode::PumpBusy));
    else {
        Job job;
        job.kind = JobKind::Prices;
        job.command = command;
        job.prices = m_config.nozzles;
        for (NozzleConfig &own : job.prices)
            for (const NozzleConfig &wanted : prices)
                if (wanted.nozzle == own.nozzle)
                    own.price = wanted.price;
        job.steps.append({joinTransactions({cd5(*digits)}), Expect::Price});
        push(job);
    }
    publish(nowMs);
}

void DartPump::requestTotals(OperationId command, int nozzle, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    const bool known = std::any_of(m_config.nozzles.cbegin(), m_config.nozzles.cend(),
                                   [nozzle](const NozzleConfig &n) { return n.nozzle == nozzle; });
    if (!known || nozzle > 9)
        answer(command, fail(known ? ErrorCode::PumpUnsupported : ErrorCode::InvalidInput));
    else if (!m_online)
        answer(command, fail(ErrorCode::PumpOffline));
    else if (owesEnd() || hasJob(JobKind::Collect)) // its figures count before the totaliser
        answer(command, fail(ErrorCode::PumpBusy));
    else {
        Job job;
        job.kind = JobKind::Totals;
        job.command = command;
        job.nozzle = nozzle;
        job.steps = totalsSteps(nozzle);
        push(job);
    }
    publish(nowMs);
}

void DartPump::confirmSale(OperationId command, qint64 deliveryNumber, qint64 nowMs)
{
    if (isRepeat(command))
        return;
    if (deliveryNumber < 1 || deliveryNumber > m_deliveries) {
        answer(command, fail(ErrorCode::InvalidInput, QStringLiteral("no such delivery")));
        return;
    }
    const bool wasOpen = m_unconfirmed == deliveryNumber;
    if (wasOpen)
        m_unconfirmed = 0;
    if (!wasOpen || isOneOf(bit(Status::Reset)))
        answer(command, {});
    else if (!m_online)
        answer(command,
               fail(ErrorCode::PumpOffline)); // confirmed all the same; the reset follows when it is back
    else
        enqueueReset(command);
    publish(nowMs);
}

}
