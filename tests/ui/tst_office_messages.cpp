#include "core/domain/messages/message_service.h"
#include "tests/ui/office_bench.h"
#include "ui/widgets/message_texts.h"
#include "ui/widgets/office_help.h"

#include <QPlainTextEdit>
#include <QStatusBar>
#include <QTextBrowser>

using namespace youka;
using youka::test::OfficeBench;

/// Messages and help through the office's real window.
class TestOfficeMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_bench.startServer(), QString());
        plant();
    }
    void cleanup() { m_bench.closeWindow(); }
    void dead_isTriedAgain();
    void texts_withPreview();
    void customer_declines();
    void cashier_looksOnly();
    void help_answers();
    void pictures_data();
    void pictures();

private:
    /// A customer with two dead messages, one of them a code, and one that waits.
    void plant();
    bool openMessages();
    bool openTexts();
    bool type(const QString &text)
    {
        auto *edit = m_bench.find<QPlainTextEdit>("messageText");
        if (!edit)
            return false;
        edit->setPlainText(text);
        return true;
    }

    OfficeBench m_bench;
};

void TestOfficeMessages::plant()
{
    const auto planted = m_bench.inBooks([&](Database &db) -> Result<void> {
        const Timestamp now = m_bench.clock.now();
        const auto customer =
            CustomerService(db, m_bench.server->cardKeys().customerWrapping)
                .ensureCustomer(QStringLiteral("C-1001"), QStringLiteral("Wu"), {}, Currency{}, now);
        if (!customer)
            return fail(customer.error());
        MessageTerms terms;
        terms.ways = {MessageWay::Sms};
        MessageService messages(db, m_bench.server->messageKeys(), terms);
        const MessageFields fields{{QStringLiteral("card"), QStringLiteral("9000 **** **** 5670")},
                                   {QStringLiteral("time"), QStringLiteral("2026-01-05 10:00")},
                                   {QStringLiteral("code"), QStringLiteral("482913")},
                                   {QStringLiteral("minutes"), QStringLiteral("5")}};
        const auto queue = [&](char cause, MessageKind kind) {
            return messages.queue({QByteArray(16, cause), kind, customer->id, fields, {}}, now).map([](int) {
            });
        };
        return messages
            .setContact(
                {customer->id, MessageWay::Sms, QStringLiteral("13800138000"), MessageLanguage::Chinese}, now)
            .and_then([&] { return queue('a', MessageKind::CardFrozen); })
            .and_then([&] { return queue('b', MessageKind::OneTimeCode); })
            .and_then([&]() -> Result<void> {
                const auto due = messages.lease(now, now.plusMs(1'000), 10);
                if (!due)
                    return fail(due.error());
                for (const Message &one : *due)
                    if (const auto dead = messages.learn(
                            one.id, {DeliveryWord::Refused, {}, QStringLiteral("isv.MOBILE_NUMBER_ILLEGAL")},
                            now);
                        !dead)
                        return dead;
                return {};
            })
            .and_then([&] { return queue('c', MessageKind::CardFrozen); });
    });
    QVERIFY2(planted, planted ? "" : qPrintable(toString(planted.error())));
}

bool TestOfficeMessages::openMessages()
{
    m_bench.openWindow();
    return m_bench.signIn() && m_bench.openArea(QStringLiteral("messages"));
}

bool TestOfficeMessages::openTexts()
{
    return m_bench.trigger("actionMessageTexts")
        && QTest::qWaitFor([&] { return m_bench.find<QPlainTextEdit>("messageText") != nullptr; }, 10'000);
}

void TestOfficeMessages::texts_withPreview()
{
    QVERIFY(openMessages());
    QVERIFY(openTexts());
    auto *save = m_bench.find<QPushButton>("messageSave");
    QVERIFY(m_bench.choose("messageKind", QStringLiteral("Balance is low")));
    QVERIFY(m_bench.choose("messageLanguage", QStringLiteral("English")));
    QVERIFY(!m_bench.find<QLineEdit>("messageSubject")->isVisible()); // an SMS has none
    QVERIFY(m_bench.text("messagePreview").contains(QStringLiteral("38.20")));
    QVERIFY(!save->isEnabled()); // nothing was changed
    QVERIFY(type(QStringLiteral("Only {balance} left on {crad}.")));
    QVERIFY(!save->isEnabled());
    QVERIFY(m_bench.find<QLabel>("messageProblem")->isVisible());
    QVERIFY(type(QStringLiteral("Only {balance} left on ")));
    m_bench.find<QPlainTextEdit>("messageText")->moveCursor(QTextCursor::End);
    QVERIFY(m_bench.click("messageFieldcard"));
    QCOMPARE(m_bench.text("messagePreview"), QStringLiteral("Only 38.20 left on 9000 **** **** 5670"));
    QVERIFY(!m_bench.find<QLabel>("messageProblem")->isVisible());
    QVERIFY(m_bench.grab(QStringLiteral("messages-texts-edit"), m_bench.find<QDialog>("messageTexts")));
    QVERIFY(m_bench.click("messageSave"));
    auto *usual = m_bench.find<QPushButton>("messageUsual");
    QTRY_VERIFY(usual->isEnabled());
    // Another kind and back: it is kept.
    QVERIFY(m_bench.choose("messageWay", QStringLiteral("E-mail")));
    QVERIFY(m_bench.find<QLineEdit>("messageSubject")->isVisible());
    QVERIFY(!usual->isEnabled());
    QVERIFY(m_bench.choose("messageWay", QStringLiteral("SMS")));
    QVERIFY(m_bench.text("messagePreview").startsWith(QStringLiteral("Only 38.20")));
    QVERIFY(m_bench.click("messageUsual"));
    QTRY_VERIFY(!usual->isEnabled());
    QTRY_VERIFY(m_bench.text("messagePreview").startsWith(QStringLiteral("Card 9000")));
}

void TestOfficeMessages::dead_isTriedAgain()
{
    QVERIFY(openMessages());
    auto *view = m_bench.table("messagesTable");
    QTRY_COMPARE(view->model()->rowCount(), 2); // what never arrived comes first
    int frozen = -1;
    for (int row = 0; row < 2; ++row)
        if (m_bench.cell(view, row, QStringLiteral("Kind")) == QStringLiteral("Card frozen"))
            frozen = row;
    QVERIFY(frozen >= 0);
    QCOMPARE(m_bench.cell(view, frozen, QStringLiteral("To")), QStringLiteral("138****8000"));
    QCOMPARE(m_bench.cell(view, frozen, QStringLiteral("Reason")), QStringLiteral("There is no such number"));
    view->selectRow(1 - frozen);
    QVERIFY(!m_bench.action("actionMessageAgain")->isEnabled()); // a code is never sent again
    view->selectRow(frozen);
    QVERIFY(m_bench.trigger("actionMessageAgain"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(),
                 QStringLiteral("The message is on its way again."));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(m_bench.choose("messagesView", QStringLiteral("Waiting to be sent")));
    QTRY_COMPARE(view->model()->rowCount(), 2);
}

void TestOfficeMessages::customer_declines()
{
    QVERIFY(openMessages());
    auto *view = m_bench.table("messagesTable");
    QTRY_VERIFY(view->model()->rowCount() > 0);
    view->selectRow(0);
    QVERIFY(m_bench.trigger("actionMessageCustomer"));
    QTRY_VERIFY(m_bench.find<QLabel>("declineStanding"));
    QVERIFY(m_bench.grab(QStringLiteral("messages-decline"), m_bench.find<QDialog>("decline")));
    QVERIFY(m_bench.choose("declineKind", QStringLiteral("Limit nearly used up")));
    QVERIFY(m_bench.click("declineSubmit"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(), QStringLiteral("It is kept."));
    QVERIFY(m_bench.inBooks([](Database &db) -> Result<void> {
        const auto declined = MessageRepository(db).optOutsOf({1});
        const bool isKept = declined && declined->size() == 1
            && declined->front() == std::pair(MessageKind::Limit, MessageWay::Sms);
        return isKept ? Result<void>() : fail(ErrorCode::NotFound);
    }));
}

void TestOfficeMessages::cashier_looksOnly()
{
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier")));
    QVERIFY(m_bench.openArea(QStringLiteral("messages")));
    auto *view = m_bench.table("messagesTable");
    QTRY_VERIFY(view->model()->rowCount() > 0);
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionMessageAgain")->isEnabled());
    QVERIFY(openTexts());
    QVERIFY(m_bench.find<QPlainTextEdit>("messageText")->isReadOnly());
    QVERIFY(!m_bench.find<QPushButton>("messageSave")->isEnabled());
}

void TestOfficeMessages::help_answers()
{
    m_bench.openWindow();
    QVERIFY(m_bench.trigger("actionHelp")); // before anybody has signed in
    auto *pages = m_bench.find<QListWidget>("helpPages");
    QVERIFY(pages && pages->count() >= 40);
    QVERIFY(m_bench.fill("helpQuestion", QStringLiteral("how do I refund a sale")));
    QCOMPARE(pages->item(0)->text(), QStringLiteral("Refunding a sale"));
    QVERIFY(pages->count() <= 3);
    QVERIFY(m_bench.find<QTextBrowser>("helpAnswer")->toPlainText().contains(QStringLiteral("Transactions")));
    QVERIFY(!m_bench.find<QLabel>("helpNothing")->isVisible());
    QVERIFY(m_bench.fill("helpQuestion", QStringLiteral("chocolate cake")));
    QCOMPARE(pages->count(), 0);
    QVERIFY(m_bench.find<QLabel>("helpNothing")->isVisible());
    QVERIFY(m_bench.find<QTextBrowser>("helpAnswer")->toPlainText().isEmpty());
}

void TestOfficeMessages::pictures_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<int>("theme");
    QTest::newRow("en-light") << int(Language::English) << int(ThemeKind::Light);
    QTest::newRow("zh-dark") << int(Language::Chinese) << int(ThemeKind::Dark);
    QTest::newRow("zh-light") << int(Language::Chinese) << int(ThemeKind::Light);
}

void TestOfficeMessages::pictures()
{
    QFETCH(int, language);
    QFETCH(int, theme);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    m_bench.openWindow(Language(language), ThemeKind(theme));
    m_bench.window->resize(1440, 900);
    QVERIFY(m_bench.signIn());
    QVERIFY(m_bench.openArea(QStringLiteral("messages")));
    QTRY_VERIFY(m_bench.table("messagesTable")->model()->rowCount() > 0);
    m_bench.table("messagesTable")->selectRow(0);
    QVERIFY(m_bench.grab(QStringLiteral("messages-") + name));
    QVERIFY(openTexts());
    QVERIFY(m_bench.grab(QStringLiteral("messages-texts-") + name, m_bench.find<QDialog>("messageTexts")));
    QVERIFY(m_bench.trigger("actionHelp"));
    QVERIFY(m_bench.fill("helpQuestion",
                         Language(language) == Language::Chinese ? QStringLiteral("客户没收到短信")
                                                                 : QStringLiteral("customer got no sms")));
    QVERIFY(m_bench.grab(QStringLiteral("help-") + name, m_bench.find<QDialog>("officeHelp")));
}

QTEST_MAIN(TestOfficeMessages)
#include "tst_office_messages.moc"
