#pragma once

#include "apps/server/web/browser.h"
#include "apps/server/web/page_template.h"
#include "core/domain/sign_in/sign_in_service.h"

namespace youka {

/// What a browser keeps of who is signed in.
constexpr const char *AccessCookie = "__Host-youka-me";
constexpr const char *RefreshCookie = "__Host-youka-stay";

/// One customer's browser on its way: who it is, what it is shown, and what it is to keep.
struct CustomerVisit
{
    explicit CustomerVisit(const std::shared_ptr<Call> &asked);

    std::shared_ptr<Call> call;
    Language language;
    PageData page;
    std::optional<SignInSession> session;
    QByteArray cookies; ///< whole header lines
    int status = 200;
    QByteArray formTargets;  ///< where forms may lead besides our own pages, each behind a space
    bool runsScript = false; ///< one of our own files; any other page runs nothing

    Server &server() const { return call->server; }
    /// Only on the listener's thread: in a handler, not in what comes after a write.
    Database &reader() const { return call->server.reader(call->thread); }
    Timestamp now() const { return call->server.clock().now(); }
    CustomerId customer() const { return session ? session->customer : CustomerId(); }
    QLocale locale() const { return localeOf(language); }
    QTimeZone zone() const { return call->server.messageTerms().zone; }
    QString word(const char *key) const;
    QString money(Money amount) const;
    QString time(Timestamp when) const;
    QString day(QDate date) const;

    /// What a form that is sent to `action` must carry: action, operation, check.
    void addForm(PageData &to, const QByteArray &action);
    void show(const char *file);
    void goTo(const QByteArray &path);
    /// A page with what is wrong, and the way back to `back`.
    void refuse(int failed, const QString &problem, const QByteArray &back = "/me");
    void refuse(const Error &error, const QByteArray &back = "/me");
    void keepTokens(const SignInTokens &tokens);
    void forgetTokens();

private:
    QByteArray binding();
    void send(HttpReply reply);
};
using Visit = std::shared_ptr<CustomerVisit>;

SignInService signInService(const Server &server, Database &db);

/// Goes on with who is signed in, if anybody: for pages that everybody may see.
void withVisit(const std::shared_ptr<Call> &call, const std::function<void(const Visit &)> &go);
/// Goes on with who is signed in; nobody is sent to sign in. Tokens that are due are renewed on the way.
void withCustomer(const std::shared_ptr<Call> &call, const std::function<void(const Visit &)> &go);

/// A form that was sent: by this browser, from our own page, in time.
struct SentForm
{
    FormFields fields;
    OperationId operation;
};
using FormHandler = std::function<void(const Visit &, const SentForm &)>;
void withForm(const std::shared_ptr<Call> &call, const FormHandler &go);
void withCustomerForm(const std::shared_ptr<Call> &call, const FormHandler &go);

/// Runs a command once under the form's operation. `then` gets what it answered, on another thread; what is
/// refused is shown with the way to `back`.
void writeOnce(const Visit &visit, OperationId operation,
               std::function<Result<QJsonObject>(Database &, Timestamp)> command,
               std::function<void(const QJsonObject &)> then, const QByteArray &back);

/// Adds a page to the table.
void addPage(RouteTable &table, const char *method, const char *path, const char *summary,
             std::function<void(const std::shared_ptr<Call> &)> handler);

void addCustomerSignInRoutes(RouteTable &table);
void addCustomerHomeRoutes(RouteTable &table);
void addCustomerCardRoutes(RouteTable &table);
void addCustomerMessageRoutes(RouteTable &table);
void addCustomerReceiptRoutes(RouteTable &table);
void addCustomerStationRoutes(RouteTable &table);
void addCustomerPaymentRoutes(RouteTable &table);
void addCustomerOauthRoutes(RouteTable &table);

}
