#include "core/exchange/api/problem.h"
#include "core/exchange/station_link/station_json.h"

#include <QJsonDocument>
#include <QTest>

using namespace youka;

#define COMPARE_ERRORS(actual, expected)                                                                     \
    do {                                                                                                     \
        const Error actual_ = (actual);                                                                      \
        QVERIFY2(actual_ == (expected), qPrintable(toString(actual_)));                                      \
    } while (false)

/// A refusal arrives as it was sent, with its figure: from the centre, and over the station link.
class TestRefusalWire : public QObject
{
    Q_OBJECT

    static void addErrors()
    {
        QTest::addColumn<Error>("error");
        QTest::newRow("no figure") << Error{ErrorCode::CardFrozen, {}};
        QTest::newRow("figure") << Error{ErrorCode::LimitPerDay, {}, Money{3'820, {}}};
        QTest::newRow("nothing left") << Error{ErrorCode::InsufficientFunds, {}, Money{0, {}}};
        QTest::newRow("no minor unit") << Error{ErrorCode::LimitPerSale, {}, Money{5'000, Currency("JPY")}};
        QTest::newRow("three decimals")
            << Error{ErrorCode::OfflineLimitPerSale, {}, Money{1'234'567, Currency("KWD")}};
    }

private Q_SLOTS:
    void problem_roundTrip_data() { addErrors(); }
    void problem_roundTrip()
    {
        QFETCH(Error, error);
        error.detail = QStringLiteral("as asked");
        COMPARE_ERRORS(errorFromProblem(httpStatus(error.code), problemJson(error)), error);
    }

    void problem_figure_isMoneyOnTheWire()
    {
        const QByteArray body = problemJson({ErrorCode::LimitPerDay, {}, Money{3'820, {}}});
        const QJsonObject left = QJsonDocument::fromJson(body)[u"left"].toObject();
        QCOMPARE(left,
                 (QJsonObject{{QStringLiteral("amount"), QStringLiteral("38.20")},
                              {QStringLiteral("currency"), QStringLiteral("CNY")}}));
        QVERIFY(!problemJson({ErrorCode::LimitPerDay, {}}).contains("left"));
    }

    /// A figure that is none is left out; the refusal stays what it is.
    void problem_badFigure_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("number") << QByteArray("38.2");
        QTest::newRow("text") << QByteArray("\"38.20\"");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("too fine") << QByteArray(R"({"amount":"1.234","currency":"CNY"})");
        QTest::newRow("too much") << QByteArray(R"({"amount":"99999999999999999999","currency":"CNY"})");
        QTest::newRow("no currency") << QByteArray(R"({"amount":"1.00","currency":"yuan"})");
    }
    void problem_badFigure()
    {
        QFETCH(QByteArray, left);
        const Error error = errorFromProblem(422, R"({"code":"limit.per-day","left":)" + left + '}');
        COMPARE_ERRORS(error, (Error{ErrorCode::LimitPerDay, {}}));
    }

    void linkAnswer_roundTrip_data() { addErrors(); }
    void linkAnswer_roundTrip()
    {
        QFETCH(Error, error);
        const QJsonObject sent = answerJson(7, fail(error));
        QCOMPARE(sent[QLatin1String("answer")].toString(), QStringLiteral("7"));
        const Result<void> got = answerFromJson(sent);
        QVERIFY(!got);
        COMPARE_ERRORS(got.error(), error);
        QVERIFY(answerFromJson(answerJson(8, {})));
    }

    void linkSale_roundTrip_data() { addErrors(); }
    void linkSale_roundTrip()
    {
        QFETCH(Error, error);
        SaleView sale;
        sale.id = {QUuid::createUuid()};
        sale.pump = 3;
        sale.state = SaleState::Refused;
        sale.problem = error;
        const auto got = saleFromJson(toJson(sale));
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QVERIFY(got->problem);
        COMPARE_ERRORS(*got->problem, error);
    }
};

QTEST_APPLESS_MAIN(TestRefusalWire)
#include "tst_refusal_wire.moc"
