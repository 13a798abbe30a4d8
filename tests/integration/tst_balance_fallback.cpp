#include "tests/integration/link_desk.h"

using namespace youka;
using namespace youka::literals;
using youka::test::Place;

class TestBalanceFallback : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counterAnswers_whenTheServerDoesNot();
    void ownList_whenTheCounterIsGone_andBack();
    void refusalOfTheCounter_stands();
    void counterThatDoesNotKnowTheQuestion_isPassedOver();
    void linkLostWhileAsking_isAnsweredOnce();
};

void TestBalanceFallback::counterAnswers_whenTheServerDoesNot()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    QVERIFY(place.link->link().reachable);
    const auto told = place.ask(); // the counter reached the server
    VERIFY_OK(told);
    QVERIFY(told->source == CardBalance::Source::Centre);
    QVERIFY(told->available == 77_yuan);
    place.counterDesk.source = CardBalance::Source::Here; // it did not
    QVERIFY(place.ask()->source == CardBalance::Source::Station);
    QCOMPARE(place.counterDesk.asked, 2);
}

void TestBalanceFallback::ownList_whenTheCounterIsGone_andBack()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    const quint16 port = place.server->port();
    place.server.reset();
    QTRY_VERIFY(!place.link->isConnected());
    QVERIFY(!place.link->link().reachable);
    const auto own = place.ask();
    VERIFY_OK(own);
    QVERIFY(own->source == CardBalance::Source::Here);
    QVERIFY(own->available == 40_yuan);
    place.openLink(port);
    QTRY_VERIFY_WITH_TIMEOUT(place.link->isConnected(), 10'000);
    QVERIFY(place.ask()->available == 77_yuan); // by itself
}

void TestBalanceFallback::refusalOfTheCounter_stands()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    place.cards.find({place.Token, CardProof::Track, {}})->pin = QStringLiteral("2468");
    COMPARE_REFUSED(place.ask(), ErrorCode::PinRequired);
    COMPARE_REFUSED(place.ask(QStringLiteral("1111")), ErrorCode::PinWrong);
    VERIFY_OK(place.ask(QStringLiteral("2468")));
    place.counterDesk.failNext = ErrorCode::Unavailable; // neither server nor list there
    QVERIFY(place.ask(QStringLiteral("2468"))->source == CardBalance::Source::Here);
}

void TestBalanceFallback::counterThatDoesNotKnowTheQuestion_isPassedOver()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    for (const ErrorCode code : {ErrorCode::InvalidInput, ErrorCode::NotPermitted}) {
        place.counterDesk.failNext = code;
        QVERIFY(place.ask()->source == CardBalance::Source::Here);
    }
}

void TestBalanceFallback::linkLostWhileAsking_isAnsweredOnce()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    place.counterDesk.silent = true;
    int answers = 0;
    std::optional<Result<CardBalance>> answer;
    place.link->balance({place.Token, CardProof::Track, {}}, {}, [&](const Result<CardBalance> &told) {
        ++answers;
        answer = told;
    });
    QTRY_COMPARE(place.counterDesk.asked, 1);
    place.server.reset();
    QTRY_COMPARE(answers, 1);
    COMPARE_REFUSED(*answer, ErrorCode::LinkLost);
    place.counterDesk.answerAll(); // to a socket that is gone
    QTest::qWait(50);
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestBalanceFallback)
#include "tst_balance_fallback.moc"
