#include "apps/sim/billers/sim_biller_commands.h"

#include "core/foundation/base/json.h"

namespace youka::sim {

namespace {

QByteArray keyOf(int index, const char *name) { return "biller." + QByteArray::number(index) + '.' + name; }

}

Result<BillerSettings> BillerSettings::read(Settings &in)
{
    BillerSettings settings;
    for (int i = 0; i < in.count("biller"); ++i) {
        One one;
        one.code = in.text(keyOf(i, "code"), {});
        one.secret = in.text(keyOf(i, "secret"), {}).toUtf8();
        one.port = quint16(in.integer(keyOf(i, "port"), 0, 0, 65'535));
        one.kind = in.text(keyOf(i, "kind"), {});
        one.accounts = in.text(keyOf(i, "accounts"), {}).split(u' ', Qt::SkipEmptyParts);
        if (one.code.isEmpty() || one.secret.isEmpty())
            return fail(in.invalid(keyOf(i, "code"), QStringLiteral("a code and a secret")));
        settings.billers.append(one);
    }
    return settings;
}

BillerCommands::BillerCommands(const Clock &clock, const BillerSettings &settings)
    : m_settings(settings)
{
    for (const BillerSettings::One &one : settings.billers) {
        auto biller = std::make_unique<SimBiller>(clock, one.code, one.secret);
        for (const QString &account : one.accounts)
            biller->add(account, everydayAccount(one.kind));
        m_billers.push_back(std::move(biller));
    }
}

Result<void> BillerCommands::listen()
{
    for (size_t i = 0; i < m_billers.size(); ++i)
        if (const auto opened = m_billers[i]->listen(m_settings.billers[qsizetype(i)].port); !opened)
            return opened;
    return {};
}

SimBiller *BillerCommands::find(const QString &code) const
{
    for (const auto &biller : m_billers)
        if (biller->code() == code)
            return biller.get();
    return nullptr;
}

QByteArray BillerCommands::places() const
{
    QByteArray text;
    for (const auto &biller : m_billers)
        text +=
            "youka-sim: biller " + biller->code().toUtf8() + " at " + biller->gateway().toEncoded() + '\n';
    return text;
}

QJsonArray BillerCommands::books() const
{
    QJsonArray all;
    for (const auto &biller : m_billers)
        all.append(biller->books());
    return all;
}

Result<QJsonObject> BillerCommands::run(const QJsonObject &command)
{
    const QString name = command[QLatin1String("do")].toString();
    if (name == QLatin1String("biller-list")) {
        QJsonArray list;
        for (const auto &biller : m_billers)
            list.append(QJsonObject{{QStringLiteral("biller"), biller->code()},
                                    {QStringLiteral("gateway"), biller->gateway().toString()}});
        return QJsonObject{{QStringLiteral("billers"), list}};
    }
    JsonReader in(command);
    const QString code = in.text("biller", 20);
    SimBiller *biller = find(code);
    if (!biller)
        return fail(ErrorCode::NotFound, QStringLiteral("no biller %1").arg(code));
    Result<void> done;
    if (name == QLatin1String("biller-fault")) {
        const QString fault = in.text("fault", 30);
        const int times = int(in.integerOr("times", 1, 1, 100'000));
        const QString verb = in.textOr("verb", {}, 20);
        const int value = int(in.integerOr("value", 0, 0, 600'000));
        done = in.error() ? fail(*in.error()) : biller->strike(fault, times, verb, value);
    } else if (name == QLatin1String("biller-clear")) {
        biller->clearFaults();
    } else if (name == QLatin1String("biller-finish")) {
        biller->finish();
    } else if (name == QLatin1String("biller-bill")) {
        const QString account = in.text("account", 40);
        BillerBill bill;
        bill.number = bill.period = in.text("bill", 40);
        bill.dueFen = in.integer("fen", 1, 1'000'000'00);
        bill.lateFeeFen = in.integerOr("late_fen", 0, 0, 1'000'000'00);
        bill.leastFen = in.integerOr("least_fen", 0, 0, 1'000'000'00);
        if (in.error())
            return fail(*in.error());
        BillerAccount with = biller->account(account) ? *biller->account(account)
                                                      : BillerAccount{QStringLiteral("李*"), {}, 0};
        with.bills.append(bill);
        biller->add(account, with);
    } else {
        done = fail(ErrorCode::InvalidInput, QStringLiteral("unknown command: %1").arg(name));
    }
    return done.map([&] { return biller->books(); });
}

}
