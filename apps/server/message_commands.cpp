#include "apps/server/message_commands.h"

#include "apps/server/message_gateways.h"
#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"

#include <QFile>

#include <cstdio>

namespace youka {

namespace {

constexpr const char *Usage =
    "usage: youka-server messages secret sms|push|smtp FILE\n"
    "       youka-server messages contact CUSTOMER sms|email|push ADDRESS|- [zh|en]    -: not by that way\n"
    "       youka-server messages list waiting|sent|dead\n";
constexpr int MostListed = 200;

int usage()
{
    std::fputs(Usage, stderr);
    return 2;
}

int refuse(const Error &error)
{
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(error)));
    return 1;
}

Result<void> inBooks(const ServerSettings &settings,
                     const std::function<Result<void>(Database &, MessageService &, const CardKeys &)> &work)
{
    const auto store = openServerStore(settings);
    if (!store)
        return fail(store.error());
    auto db = Database::open(store->store);
    if (!db)
        return fail(db.error());
    MessageTerms terms;
    terms.zone = settings.messages.zone;
    MessageService messages(**db, store->messageKeys, terms);
    return (*db)->transaction([&] { return work(**db, messages, store->keys); });
}

Result<void> note(Database &db, const QString &action, const QString &subject, const QString &detail)
{
    return AuditLog(db).add({QStringLiteral("youka-server"), action, subject, detail}, SystemClock().now());
}

int secret(const ServerSettings &settings, const QString &which, const QString &path)
{
    static const QMap<QString, QString> Secrets{{QStringLiteral("sms"), SmsSecret},
                                                {QStringLiteral("push"), PushSecret},
                                                {QStringLiteral("smtp"), SmtpPassword}};
    if (!Secrets.contains(which))
        return usage();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse({ErrorCode::NotFound, path + QStringLiteral(": ") + file.errorString()});
    const QByteArray bytes = file.read(4'096).trimmed();
    if (bytes.isEmpty())
        return refuse({ErrorCode::InvalidInput, QStringLiteral("the file is empty")});
    const auto done = inBooks(settings, [&](Database &db, MessageService &, const CardKeys &) {
        return KeyRing::open(settings.dataDir, settings.masterKeyFile)
            .and_then([&](KeyRing ring) { return ring.putSecret(Secrets.value(which), bytes); })
            .and_then([&] {
                return note(db, QStringLiteral("messages.secret"), QStringLiteral("gateway"), which);
            });
    });
    return done ? 0 : refuse(done.error());
}

int contact(const ServerSettings &settings, const QStringList &words)
{
    const auto way = messageWayOf(words.value(3));
    const auto language = messageLanguageOf(words.value(5, QStringLiteral("zh")));
    if (!way || !language || words.size() < 5)
        return usage();
    const auto done =
        inBooks(settings, [&](Database &db, MessageService &messages, const CardKeys &keys) -> Result<void> {
            const auto customer = CustomerService(db, keys.customerWrapping).idOf(words[2]);
            if (!customer || !*customer)
                return customer ? fail(ErrorCode::CustomerUnknown, words[2]) : fail(customer.error());
            const auto set = words[4] == QLatin1String("-")
                ? messages.removeContact(*customer, *way)
                : messages.setContact({*customer, *way, words[4], *language}, SystemClock().now());
            return set.and_then([&] {
                return note(db, QStringLiteral("messages.contact"),
                            QStringLiteral("customer %1").arg(customer->value), words[3]);
            });
        });
    return done ? 0 : refuse(done.error());
}

int list(const ServerSettings &settings, const QString &which, QTextStream &out)
{
    const QStringList names{QStringLiteral("waiting"), QStringLiteral("sent"), QStringLiteral("dead")};
    const auto state = names.indexOf(which) + 1;
    if (state < 1)
        return usage();
    const auto done = inBooks(settings, [&](Database &, MessageService &messages, const CardKeys &) {
        return messages.list(MessageState(state), {}, MostListed).map([&](const auto &all) {
            for (const MessageService::Listed &one : all)
                out << one.id.value << ' ' << one.at.toIso() << ' ' << messageKindName(one.kind) << ' '
                    << messageWayName(one.way) << ' '
                    << (one.masked.isEmpty() ? QStringLiteral("-") : one.masked) << " tries " << one.tries
                    << ' ' << one.dead << '\n';
        });
    });
    out.flush();
    return done ? 0 : refuse(done.error());
}

}

int runMessageCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    const QString what = words.value(1);
    if (what == QLatin1String("secret") && words.size() == 4)
        return secret(settings, words[2], words[3]);
    if (what == QLatin1String("contact"))
        return contact(settings, words);
    if (what == QLatin1String("list") && words.size() == 3)
        return list(settings, words[2], out);
    return usage();
}

}
