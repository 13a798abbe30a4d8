#include "apps/server/server_settings.h"

#include "core/domain/invoices/tax_number.h"
#include "core/domain/messages/message_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/names.h"

#include <QDir>
#include <QHostAddress>
#include <QStandardPaths>
#include <QUrl>

namespace youka {

Result<QMap<QString, PaymentLimits>> parsePaymentLimits(const QString &text)
{
    QMap<QString, PaymentLimits> limits;
    for (const QString &row : text.split(u';', Qt::SkipEmptyParts)) {
        const QStringList words = row.simplified().split(u' ');
        const auto least = parseAmount(words.value(1), {});
        const auto most = parseAmount(words.value(2), {});
        const auto perDay = parseAmount(words.value(3), {});
        if (words.size() != 4 || !least || !most || !perDay || limits.contains(words[0])
            || !least->isPositive() || *most < *least || *perDay < *least)
            return fail(ErrorCode::SettingsInvalid, row.trimmed());
        limits.insert(words[0], {*least, *most, *perDay});
    }
    return limits;
}

namespace {

Result<void> readPayments(Settings &in, ServerSettings &s)
{
    PaymentSettings &payments = s.payments;
    payments.noticeBase = in.text("payments.notice_base", s.webBase);
    while (payments.noticeBase.endsWith(u'/'))
        payments.noticeBase.chop(1);
    payments.title = in.text("payments.title", payments.title);
    payments.qrSeconds = int(in.integer("payments.qr_seconds", payments.qrSeconds, 60, 7'200));
    payments.codeSeconds = int(in.integer("payments.code_seconds", payments.codeSeconds, 30, 600));
    payments.callTimeoutMs =
        int(in.integer("payments.call_timeout_ms", payments.callTimeoutMs, 1'000, 15'000));
    payments.authoritiesFile = in.text("payments.authorities", {});
    if (const QString amounts = in.text("payments.amounts", {}); !amounts.isEmpty()) {
        payments.amounts.clear();
        for (const QString &word : amounts.split(u' ', Qt::SkipEmptyParts))
            payments.amounts.append(word.toLongLong());
        if (payments.amounts.isEmpty() || payments.amounts.size() > 6
            || std::any_of(payments.amounts.begin(), payments.amounts.end(),
                           [](qint64 n) { return n <= 0 || n > 1'000'000; }))
            return fail(in.invalid("payments.amounts", QStringLiteral("\"100 200 500 1000\" is expected")));
    }
    const QString wallets = in.text("payments.wallets", {});
    const auto limits = parsePaymentLimits(in.text("payments.limits", {}));
    if (const auto error = in.error())
        return fail(*error);
    if (!limits)
        return fail(
            in.invalid("payments.limits", QStringLiteral("\"* 1.00 5000.00 10000.00; S1 ...\" is expected")));
    payments.limits = *limits;
    if (wallets.isEmpty())
        return {};
    const auto known = parseWallets(wallets);
    if (!known)
        return fail(in.invalid("payments.wallets", known.error().detail));
    payments.wallets = *known;
    return {};
}

/// An address that secrets may be sent to: with TLS, or on this machine. None is none.
bool isSecure(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isHere = QHostAddress(url.host()).isLoopback();
    return address.isEmpty()
        || (url.isValid() && !url.host().isEmpty() && (url.scheme() == QLatin1String("https") || isHere));
}

void takeInvoices(Settings &in, InvoiceSettings &invoices)
{
    invoices.platform = in.text("invoices.platform", invoices.platform);
    invoices.url = in.text("invoices.url", {});
    invoices.appKey = in.text("invoices.app_key", {});
    invoices.authoritiesFile = in.text("invoices.authorities", {});
    invoices.timeoutMs = int(in.integer("invoices.timeout_ms", invoices.timeoutMs, 1'000, 60'000));
}

Result<void> checkInvoices(const Settings &in, const InvoiceSettings &invoices, SellerSettings &seller)
{
    if (!isSecure(invoices.url))
        return fail(in.invalid("invoices.url", QStringLiteral("an address with https is expected")));
    if (invoices.url.isEmpty())
        return {};
    const auto number = checkedTaxNumber(seller.taxNumber);
    if (!number)
        return fail(in.invalid("invoices.tax_number", QStringLiteral("the seller's tax number is expected")));
    seller.taxNumber = *number;
    return {};
}

void takeSignIn(Settings &in, SignInSettings &signIn)
{
    signIn.wechatApp = in.text("sign_in.wechat_app", {});
    signIn.wechatAuthorise = in.text("sign_in.wechat_authorise", {});
    signIn.wechatTokens = in.text("sign_in.wechat_tokens", {});
    signIn.alipayApp = in.text("sign_in.alipay_app", {});
    signIn.alipayAuthorise = in.text("sign_in.alipay_authorise", {});
    signIn.alipayGateway = in.text("sign_in.alipay_gateway", {});
    signIn.timeoutMs = int(in.integer("sign_in.timeout_ms", signIn.timeoutMs, 1'000, 60'000));
    signIn.authoritiesFile = in.text("sign_in.authorities", {});
}

void takeSeller(Settings &in, SellerSettings &seller)
{
    seller.name = in.text("invoices.seller", {});
    seller.taxNumber = in.text("invoices.tax_number", {});
    seller.address = in.text("invoices.address", {});
    seller.phone = in.text("invoices.phone", {});
    seller.bank = in.text("invoices.bank", {});
    seller.bankAccount = in.text("invoices.bank_account", {});
    seller.clerk = in.text("invoices.clerk", {});
}

Result<void> checkSignIn(const Settings &in, const SignInSettings &signIn)
{
    const std::pair<const char *, QString> addresses[] = {
        {"sign_in.wechat_authorise", signIn.wechatAuthorise},
        {"sign_in.wechat_tokens", signIn.wechatTokens},
        {"sign_in.alipay_authorise", signIn.alipayAuthorise},
        {"sign_in.alipay_gateway", signIn.alipayGateway}};
    for (const auto &[key, text] : addresses) {
        if (!isSecure(text))
            return fail(in.invalid(key, QStringLiteral("an address with https is expected")));
    }
    return {};
}

/// What is not judged before everything has been read.
struct MessageWords
{
    QString security;
    QString zone;
    QString lowBalance;
};

MessageWords takeMessages(Settings &in, MessageSettings &messages)
{
    const MessageWords words{in.text("messages.smtp_security", QStringLiteral("starttls")),
                             in.text("messages.zone", QString::fromLatin1(messages.zone.id())),
                             in.text("messages.low_balance", plainAmount(messages.lowBalance))};
    const int usualPort = words.security == QLatin1String("tls") ? 465 : 587;
    messages.smsUrl = in.text("messages.sms_url", {});
    messages.smsAccount = in.text("messages.sms_account", {});
    messages.smsSign = in.text("messages.sms_sign", {});
    messages.smsTimeoutMs = int(in.integer("messages.sms_timeout_ms", messages.smsTimeoutMs, 1'000, 60'000));
    messages.smtpHost = in.text("messages.smtp_host", {});
    messages.smtpPort = int(in.integer("messages.smtp_port", usualPort, 1, 65'535));
    messages.smtpUser = in.text("messages.smtp_user", {});
    messages.mailFrom = in.text("messages.mail_from", {});
    messages.mailName = in.text("messages.mail_name", {});
    messages.authoritiesFile = in.text("messages.authorities", {});
    messages.pushUrl = in.text("messages.push_url", {});
    messages.pushAccount = in.text("messages.push_account", {});
    messages.pushTimeoutMs =
        int(in.integer("messages.push_timeout_ms", messages.pushTimeoutMs, 1'000, 60'000));
    messages.couponDays = int(in.integer("messages.coupon_days", messages.couponDays, 0, 60));
    return words;
}

Result<void> checkMessages(const Settings &in, MessageSettings &messages, const MessageWords &words)
{
    constexpr std::pair<SmtpSecurity, const char *> Securities[] = {
        {SmtpSecurity::StartTls, "starttls"}, {SmtpSecurity::Tls, "tls"}, {SmtpSecurity::None, "none"}};
    if (!isSecure(messages.smsUrl))
        return fail(in.invalid("messages.sms_url", QStringLiteral("an address with https is expected")));
    if (!isSecure(messages.pushUrl))
        return fail(in.invalid("messages.push_url", QStringLiteral("an address with https is expected")));
    const auto below = parseAmount(words.lowBalance, {});
    if (!below || below->isNegative())
        return fail(in.invalid("messages.low_balance", QStringLiteral("an amount like 50.00 is expected")));
    messages.lowBalance = *below;
    const auto known = valueIn(Securities, words.security);
    if (!known)
        return fail(in.invalid("messages.smtp_security",
                               QStringLiteral("\"starttls\", \"tls\" or \"none\" is expected")));
    messages.smtpSecurity = *known;
    if (!messages.smtpHost.isEmpty()) {
        const auto from = normalMail(messages.mailFrom);
        if (!from)
            return fail(in.invalid("messages.mail_from", from.error().detail));
        messages.mailFrom = *from;
    }
    const QByteArray zone = words.zone.toLatin1();
    // Any word is a zone otherwise: POSIX rules are taken too.
    if (!QTimeZone::availableTimeZoneIds().contains(zone))
        return fail(in.invalid("messages.zone", QStringLiteral("a zone like Asia/Shanghai is expected")));
    messages.zone = QTimeZone(zone);
    return {};
}

}

Result<ServerSettings> ServerSettings::load(const QString &file)
{
    auto in = Settings::load(file);
    if (!in)
        return fail(in.error());
    ServerSettings s;
    const QString home = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    s.dataDir = in->text("server.data", QDir(home).filePath(QStringLiteral("youka/server")));
    s.masterKeyFile = in->text("server.master_key", QDir(s.dataDir).filePath(QStringLiteral("master.key")));
    s.address = in->text("server.address", s.address);
    s.port = int(in->integer("server.port", s.port, 0, 65535));
    s.threads = int(in->integer("server.threads", s.threads, 1, 64));
    s.tls = in->boolean("server.tls", s.tls);
    s.certificateFile = in->text("server.certificate", {});
    s.certificateKeyFile = in->text("server.certificate_key", {});
    s.webBase = in->text("web.base_url", {});
    s.maxBodyBytes = int(in->integer("server.max_body_bytes", s.maxBodyBytes, 1024, 256 * 1024 * 1024));
    s.idleSeconds = int(in->integer("server.idle_seconds", s.idleSeconds, 1, 24 * 60 * 60));
    s.recordsInWork = int(in->integer("server.records_in_work", s.recordsInWork, 1, 1'000'000));
    s.store = in->text("store.engine", s.store);
    s.postgresql = in->text("store.postgresql", {});
    const auto above = parseAmount(in->text("control.second_person_above", QStringLiteral("500.00")), {});
    s.reverseWithinHours = int(in->integer("control.reverse_within_hours", s.reverseWithinHours, 1, 24 * 90));
    s.lending.perCardMinor =
        in->integer("offline.lend_per_card", s.lending.perCardMinor / 100, 0, 10'000'000) * 100;
    s.lending.stations = int(in->integer("offline.lend_stations", s.lending.stations, 0, 10));
    s.feedCalmMs = int(in->integer("feed.calm_seconds", s.feedCalmMs / 1'000, 0, 60)) * 1'000;
    s.feedRetentionMs = in->integer("feed.retention_days", 30, 1, 3'650) * 24 * 60 * 60 * 1000;
    takeSignIn(*in, s.signIn);
    takeSeller(*in, s.seller);
    s.billers.title = in->text("billers.title", s.billers.title);
    s.billers.callTimeoutMs =
        int(in->integer("billers.call_timeout_ms", s.billers.callTimeoutMs, 1'000, 8'000));
    s.billers.giveBackMs = in->integer("billers.give_back_minutes", 10, 1, 1'440) * 60'000;
    const MessageWords words = takeMessages(*in, s.messages); // the payments' reader asks what is left over
    takeInvoices(*in, s.invoices);
    if (const auto payments = readPayments(*in, s); !payments)
        return fail(payments.error());
    if (const auto error = in->error())
        return fail(*error);
    if (const auto signIn = checkSignIn(*in, s.signIn); !signIn)
        return fail(signIn.error());
    if (const auto messages = checkMessages(*in, s.messages, words); !messages)
        return fail(messages.error());
    if (const auto invoices = checkInvoices(*in, s.invoices, s.seller); !invoices)
        return fail(invoices.error());
    const auto refuse = [&](const char *key, const QString &why) { return fail(in->invalid(key, why)); };
    if (s.store != QLatin1String("sqlcipher") && s.store != QLatin1String("postgresql"))
        return refuse("store.engine", QStringLiteral("\"sqlcipher\" or \"postgresql\" is expected"));
    if (s.store == QLatin1String("postgresql") && s.postgresql.isEmpty())
        return refuse("store.postgresql",
                      QStringLiteral("a connection, \"host=... dbname=... user=...\", is expected"));
    if (!above || above->isNegative())
        return refuse("control.second_person_above", QStringLiteral("an amount like 500.00 is expected"));
    s.secondPersonAbove = *above;
    while (s.webBase.endsWith(u'/'))
        s.webBase.chop(1);
    if (const QUrl base(s.webBase, QUrl::StrictMode);
        !s.webBase.isEmpty() && (!base.isValid() || base.scheme() != QLatin1String("https")))
        return refuse("web.base_url", QStringLiteral("an address like https://card.example is expected"));
    const QHostAddress address(s.address);
    if (address.isNull())
        return refuse("server.address", QStringLiteral("an IP address is expected"));
    if (!s.tls && !address.isLoopback())
        return refuse("server.tls",
                      QStringLiteral("without TLS the server listens on a loopback address only"));
    return s;
}

}
