#include "apps/sim/sim_commands.h"

#include "core/domain/cards/card_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace youka::sim {

namespace {

constexpr int DefaultWaitMs = 30'000;
constexpr int MostMs = 3'600'000;

QString plainVolume(Volume volume)
{
    QLocale c = QLocale::c();
    c.setNumberOptions(QLocale::OmitGroupSeparator);
    return formatVolume(volume, c, 3);
}

QJsonObject refusal(const Error &error)
{
    return {{QStringLiteral("ok"), false},
            {QStringLiteral("code"), QString(errorCodeName(error.code))},
            {QStringLiteral("error"), error.detail}};
}

Result<QJsonObject> bad(const QString &why) { return fail(ErrorCode::InvalidInput, why); }

}

QString statusName(dart::Status status)
{
    switch (status) {
    case dart::Status::NotProgrammed:
        return QStringLiteral("not-programmed");
    case dart::Status::Reset:
        return QStringLiteral("reset");
    case dart::Status::Authorised:
        return QStringLiteral("authorised");
    case dart::Status::Filling:
        return QStringLiteral("filling");
    case dart::Status::Completed:
        return QStringLiteral("completed");
    case dart::Status::LimitReached:
        return QStringLiteral("limit-reached");
    case dart::Status::SwitchedOff:
        return QStringLiteral("switched-off");
    case dart::Status::Suspended:
        return QStringLiteral("suspended");
    }
    return {};
}

Commands::Commands(Forecourt &forecourt, QObject *parent)
    : QObject(parent)
    , m_forecourt(forecourt)
{
    connect(&forecourt, &Forecourt::changed, this, &Commands::look);
}

void Commands::runLine(const QByteArray &line, const Answer &answer)
{
    const auto command = parseJsonObject(line);
    if (command)
        run(*command, answer);
    else
        answer(refusal(command.error()));
}

void Commands::run(const QJsonObject &command, const Answer &answer)
{
    static const QHash<QString, Handler> handlers{
        {QStringLiteral("lift"), &Commands::hand},         {QStringLiteral("squeeze"), &Commands::hand},
        {QStringLiteral("release"), &Commands::hand},      {QStringLiteral("hang"), &Commands::hand},
        {QStringLiteral("state"), &Commands::state},       {QStringLiteral("card"), &Commands::card},
        {QStringLiteral("remove"), &Commands::removeCard}, {QStringLiteral("fault"), &Commands::fault},
        {QStringLiteral("clear"), &Commands::clear},       {QStringLiteral("silence"), &Commands::interrupt},
        {QStringLiteral("unplug"), &Commands::interrupt},  {QStringLiteral("restart"), &Commands::restart},
        {QStringLiteral("speed"), &Commands::speed},       {QStringLiteral("lorry"), &Commands::tank},
        {QStringLiteral("water"), &Commands::tank},        {QStringLiteral("leak"), &Commands::tank},
        {QStringLiteral("steal"), &Commands::tank},        {QStringLiteral("probe"), &Commands::tank},
        {QStringLiteral("printed"), &Commands::printer},   {QStringLiteral("paper"), &Commands::printer},
        {QStringLiteral("cover"), &Commands::printer},     {QStringLiteral("mute"), &Commands::printer},
    };
    const Answer reply = [answer, id = command[QLatin1String("id")]](QJsonObject object) {
        if (!id.isUndefined())
            object.insert(QStringLiteral("id"), id);
        answer(object);
    };
    const QString name = command[QLatin1String("do")].toString();
    if (name == QLatin1String("wait"))
        return wait(command, reply);
    if (name == QLatin1String("pause"))
        return pause(command, reply);
    if (name == QLatin1String("customer"))
        return customer(command, reply);
    Result<QJsonObject> result = bad(QStringLiteral("unknown command: %1").arg(name));
    if (name == QLatin1String("books") || name == QLatin1String("quit"))
        result = books();
    else if (name.startsWith(QLatin1String("pay-")))
        result = m_payments ? m_payments->run(command)
                            : fail(ErrorCode::NotFound, QStringLiteral("no merchant in the settings"));
    else if (name.startsWith(QLatin1String("biller-")))
        result = m_billers ? m_billers->run(command)
                           : fail(ErrorCode::NotFound, QStringLiteral("no biller in the settings"));
    else if (name.startsWith(QLatin1String("message-")))
        result = m_post ? m_post->run(command)
                        : fail(ErrorCode::NotFound, QStringLiteral("no gateway in the settings"));
    else if (const Handler handler = handlers.value(name))
        result = (this->*handler)(command);
    if (result)
        result->insert(QStringLiteral("ok"), true);
    reply(result ? *result : refusal(result.error()));
    if (name == QLatin1String("quit"))
        Q_EMIT quitAsked();
}

Result<SimPump *> Commands::pumpOf(const QJsonObject &command) const
{
    const int number = command[QLatin1String("pump")].toInt();
    if (SimPump *pump = m_forecourt.pump(number))
        return pump;
    return fail(ErrorCode::PumpUnknown, QStringLiteral("no pump %1").arg(number));
}

Result<PtyPort *> Commands::portOf(const QJsonObject &command) const
{
    const QString device = command[QLatin1String("device")].toString();
    if (PtyPort *port = m_forecourt.port(device))
        return port;
    return fail(ErrorCode::NotFound,
                QStringLiteral("no device %1; there are %2")
                    .arg(device, m_forecourt.devices().join(QLatin1String(", "))));
}

Result<QJsonObject> Commands::hand(const QJsonObject &command)
{
    const auto found = pumpOf(command);
    if (!found)
        return fail(found.error());
    SimPump &pump = **found;
    m_forecourt.touched(); // what flowed until now
    const QString what = command[QLatin1String("do")].toString();
    bool done = false;
    if (what == QLatin1String("lift"))
        done = pump.lift(command[QLatin1String("nozzle")].toInt(1));
    else if (what == QLatin1String("squeeze"))
        done = pump.squeeze();
    else if (what == QLatin1String("release"))
        done = pump.release();
    else
        done = pump.hang();
    if (!done)
        return fail(ErrorCode::PumpRefused, QStringLiteral("not possible now"));
    m_forecourt.touched();
    return stateOf(pump);
}

QJsonObject Commands::stateOf(const SimPump &pump) const
{
    QJsonArray hoses;
    for (const NozzleConfig &nozzle : pump.config().nozzles) {
        const Volume total = pump.total(nozzle.nozzle);
        hoses.append(QJsonObject{{QStringLiteral("nozzle"), nozzle.nozzle},
                                 {QStringLiteral("product"), nozzle.product},
                                 {QStringLiteral("litres"), plainVolume(total)},
                                 {QStringLiteral("ml"), total.ml},
                                 {QStringLiteral("amount"), plainAmount(pump.totalAmount(nozzle.nozzle))}});
    }
    return {{QStringLiteral("pump"), pump.config().pump},
            {QStringLiteral("status"), statusName(pump.status())},
            {QStringLiteral("nozzle"), pump.nozzle()},
            {QStringLiteral("out"), pump.isOut()},
            {QStringLiteral("flowing"), pump.isFlowing()},
            {QStringLiteral("litres"), plainVolume(pump.volume())},
            {QStringLiteral("ml"), pump.volume().ml},
            {QStringLiteral("amount"), plainAmount(pump.amount())},
            {QStringLiteral("price"), toJson(pump.price(pump.nozzle()))[QLatin1String("price")]},
            {QStringLiteral("releases"), pump.releases()},
            {QStringLiteral("deliveries"), pump.deliveries()},
            {QStringLiteral("hoses"), hoses}};
}

QJsonObject Commands::books() const
{
    QJsonArray pumps;
    for (const Forecourt::Side &side : m_forecourt.sides())
        pumps.append(stateOf(*side.pump));
    QJsonObject books{{QStringLiteral("pumps"), pumps}};
    if (SimTls350 *gauge = m_forecourt.gauge()) {
        QJsonArray tanks;
        for (const SimTank &tank : gauge->tanks())
            tanks.append(stateOf(tank));
        books.insert(QStringLiteral("tanks"), tanks);
    }
    if (m_payments)
        books.insert(QStringLiteral("payments"), m_payments->books());
    if (m_billers)
        books.insert(QStringLiteral("billers"), m_billers->books());
    if (m_post && !m_post->books().isEmpty())
        books.insert(QStringLiteral("messages"), m_post->books());
    return books;
}

Result<QJsonObject> Commands::state(const QJsonObject &command)
{
    m_forecourt.touched();
    if (command.contains(QLatin1String("pump")))
        return pumpOf(command).map([this](SimPump *pump) { return stateOf(*pump); });
    QJsonObject all = books();
    QJsonArray readers;
    for (const Forecourt::Reader &reader : m_forecourt.readers())
        readers.append(QJsonObject{{QStringLiteral("reader"), reader.name},
                                   {QStringLiteral("card"), reader.slot->hasCard()},
                                   {QStringLiteral("commands"), reader.slot->commands()},
                                   {QStringLiteral("port"), reader.port->path()}});
    all.insert(QStringLiteral("readers"), readers);
    return all;
}

Result<QJsonObject> Commands::card(const QJsonObject &command)
{
    JsonReader in(command);
    SimCrt *reader = m_forecourt.reader(in.text("reader"));
    SimCrt::Card card;
    card.uid = QByteArray::fromHex(in.textOr("uid", {}).toLatin1());
    card.track2 = in.textOr("track2", {}).toLatin1();
    if (in.has("number"))
        card.track2 = track2Of(in.text("number").toLatin1());
    const auto kind = chipKindFromName(in.textOr("chip", QStringLiteral("genuine")));
    if (!kind)
        in.refuse("chip", QStringLiteral("genuine, ev1, wrong-key, forged, no-application or torn"));
    if (in.has("chip") && card.uid.isEmpty())
        in.refuse("uid", QStringLiteral("a chip has a number"));
    if (const auto &error = in.error())
        return fail(*error);
    if (!reader)
        return fail(ErrorCode::NotFound, QStringLiteral("no such reader"));
    if (in.has("chip")) {
        const auto chip = m_forecourt.makeChip(card.uid, *kind);
        if (!chip)
            return fail(chip.error());
        card.chip = *chip;
    }
    if (!reader->insert(card))
        return fail(ErrorCode::Busy, QStringLiteral("there is a card in it"));
    Q_EMIT m_forecourt.changed();
    return QJsonObject{};
}

Result<QJsonObject> Commands::removeCard(const QJsonObject &command)
{
    SimCrt *reader = m_forecourt.reader(command[QLatin1String("reader")].toString());
    if (!reader)
        return fail(ErrorCode::NotFound, QStringLiteral("no such reader"));
    if (!reader->remove())
        return fail(ErrorCode::NotFound, QStringLiteral("no card in it"));
    Q_EMIT m_forecourt.changed();
    return QJsonObject{};
}

Result<QJsonObject> Commands::fault(const QJsonObject &command)
{
    const auto port = portOf(command);
    if (!port)
        return fail(port.error());
    JsonReader in(command);
    const auto fault = faultFromName(in.text("fault"));
    const QString direction = in.textOr("direction", QStringLiteral("out"));
    const auto rate = int(in.integerOr("rate", 0, 0, 1'000));
    const auto strike = int(in.integerOr("strike", 0, 0, 1'000'000));
    const auto delayMs = int(in.integerOr("delay_ms", 150, 0, MostMs));
    if (!fault)
        in.refuse("fault", QStringLiteral("drop, delay, corrupt, duplicate, split, garbage or silent"));
    if (direction != QLatin1String("in") && direction != QLatin1String("out")
        && direction != QLatin1String("both"))
        in.refuse("direction", QStringLiteral("in, out or both"));
    if (const auto &error = in.error())
        return fail(*error);
    const auto set = [&](FaultPlan &plan) {
        plan.setDelayMs(delayMs);
        if (in.has("rate"))
            plan.setRate(*fault, rate);
        plan.strike(*fault, strike);
    };
    if (direction != QLatin1String("in"))
        set((*port)->outgoing());
    if (direction != QLatin1String("out"))
        set((*port)->incoming());
    return QJsonObject{};
}

Result<QJsonObject> Commands::clear(const QJsonObject &command)
{
    QStringList devices = m_forecourt.devices();
    if (command.contains(QLatin1String("device"))) {
        if (const auto port = portOf(command); !port)
            return fail(port.error());
        devices = {command[QLatin1String("device")].toString()};
    }
    for (const QString &device : std::as_const(devices)) {
        m_forecourt.port(device)->outgoing().clear();
        m_forecourt.port(device)->incoming().clear();
        m_forecourt.port(device)->silence(0);
    }
    return QJsonObject{};
}

Result<QJsonObject> Commands::interrupt(const QJsonObject &command)
{
    const auto port = portOf(command);
    if (!port)
        return fail(port.error());
    JsonReader in(command);
    const auto ms = int(in.integer("ms", 0, MostMs));
    if (const auto &error = in.error())
        return fail(*error);
    if (command[QLatin1String("do")] == QLatin1String("silence"))
        (*port)->silence(ms);
    else
        (*port)->unplug(ms);
    return QJsonObject{};
}

Result<QJsonObject> Commands::restart(const QJsonObject &command)
{
    const bool done = command.contains(QLatin1String("reader"))
        ? m_forecourt.restartReader(command[QLatin1String("reader")].toString())
        : m_forecourt.restartPump(command[QLatin1String("pump")].toInt());
    return done ? Result<QJsonObject>(QJsonObject{})
                : fail(ErrorCode::NotFound, QStringLiteral("no such device"));
}

Result<QJsonObject> Commands::speed(const QJsonObject &command)
{
    JsonReader in(command);
    const auto factor = int(in.integer("factor", 1, 1'000));
    if (const auto &error = in.error())
        return fail(*error);
    m_forecourt.setSpeed(factor);
    return QJsonObject{};
}

void Commands::wait(const QJsonObject &command, const Answer &answer)
{
    const auto pump = pumpOf(command);
    if (!pump)
        return answer(refusal(pump.error()));
    Waiting waiting;
    waiting.pump = (*pump)->config().pump;
    const QJsonValue status = command[QLatin1String("status")];
    if (status.isString())
        waiting.statuses = {status.toString()};
    for (const QJsonValueConstRef one : status.toArray())
        waiting.statuses.append(one.toString());
    waiting.ml = command[QLatin1String("ml")].toInteger(0);
    waiting.deliveries = command[QLatin1String("deliveries")].toInt(0);
    waiting.untilMs = m_clock.monotonicMs() + command[QLatin1String("timeout_ms")].toInt(DefaultWaitMs);
    waiting.answer = answer;
    m_waiting.append(waiting);
    look();
}

void Commands::pause(const QJsonObject &command, const Answer &answer)
{
    const int ms = std::clamp(command[QLatin1String("ms")].toInt(), 0, MostMs);
    QTimer::singleShot(ms, this, [answer] { answer({{QStringLiteral("ok"), true}}); });
}

void Commands::customer(const QJsonObject &command, const Answer &answer)
{
    const auto pump = pumpOf(command);
    if (!pump)
        return answer(refusal(pump.error()));
    SimPump *side = *pump;
    const int before = side->deliveries();
    if (!side->lift(command[QLatin1String("nozzle")].toInt(1)))
        return answer(refusal({ErrorCode::PumpRefused, QStringLiteral("not possible now")}));
    side->squeeze();
    m_forecourt.touched();
    QJsonObject until = command;
    until.insert(QStringLiteral("deliveries"), before + 1);
    wait(until, [this, side, answer](const QJsonObject &reached) {
        side->hang();
        m_forecourt.touched();
        if (!reached[QLatin1String("ok")].toBool())
            return answer(reached);
        QJsonObject state = stateOf(*side);
        state.insert(QStringLiteral("ok"), true);
        answer(state);
    });
}

bool Commands::isReached(const Waiting &waiting) const
{
    const SimPump *pump = m_forecourt.pump(waiting.pump);
    const bool inStatus = waiting.statuses.contains(statusName(pump->status()));
    // A display still shows the last sale until the next release: only what flows now counts.
    const bool enough =
        waiting.ml > 0 && pump->volume().ml >= waiting.ml && pump->status() == dart::Status::Filling;
    return inStatus || enough || (waiting.deliveries > 0 && pump->deliveries() >= waiting.deliveries);
}

void Commands::look()
{
    const qint64 now = m_clock.monotonicMs();
    QList<Waiting> due;
    for (qsizetype i = m_waiting.size() - 1; i >= 0; --i)
        if (isReached(m_waiting[i]) || now >= m_waiting[i].untilMs)
            due.prepend(m_waiting.takeAt(i));
    for (const Waiting &waiting : std::as_const(due)) {
        QJsonObject state = stateOf(*m_forecourt.pump(waiting.pump));
        const bool reached = isReached(waiting);
        state.insert(QStringLiteral("ok"), reached);
        if (!reached) {
            state.insert(QStringLiteral("code"), QString(errorCodeName(ErrorCode::Timeout)));
            state.insert(QStringLiteral("error"), QStringLiteral("did not come to it in time"));
        }
        waiting.answer(state);
    }
}

}
