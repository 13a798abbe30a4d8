#include "apps/server/web/page_template.h"

#include <QTest>

using namespace youka;

class TestPageTemplate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fills_data();
    void fills();
    void attacks_areText_data();
    void attacks_areText();
    void lists_standOnceForEach();
};

void TestPageTemplate::fills_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("no names") << QByteArray("<p>{ }</p>") << QByteArray("<p>{ }</p>");
    QTest::newRow("a value") << QByteArray("<p>{{a}}</p>{{a}}") << QByteArray("<p>1</p>1");
    QTest::newRow("no such value") << QByteArray("[{{none}}]") << QByteArray("[]");
    QTest::newRow("a section") << QByteArray("{{#a}}x{{b}}{{/a}}y") << QByteArray("x2y");
    QTest::newRow("an empty one") << QByteArray("{{#none}}x{{a}}{{/none}}y") << QByteArray("y");
    QTest::newRow("one in another") << QByteArray("{{#a}}({{#b}}{{b}}{{/b}}{{#none}}n{{/none}}){{/a}}")
                                    << QByteArray("(2)");
    QTest::newRow("a name not closed") << QByteArray("x{{a") << QByteArray("x");
    QTest::newRow("a section not closed") << QByteArray("x{{#a}}y") << QByteArray("xy");
    QTest::newRow("a value is no page") << QByteArray("{{page}}") << QByteArray("{{a}}{{#a}}x{{/a}}");
}

void TestPageTemplate::fills()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, expected);
    const PageValues values{{"a", QStringLiteral("1")},
                            {"b", QStringLiteral("2")},
                            {"page", QStringLiteral("{{a}}{{#a}}x{{/a}}")}};
    QCOMPARE(filledPage(page, values), expected);
}

void TestPageTemplate::attacks_areText_data()
{
    QTest::addColumn<QString>("attack");
    for (const char *attack :
         {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
          "</title><script>alert(1)</script>", "<svg/onload=alert(1)>", "&lt;script&gt;", "\xe2\x80\xae<b>",
          "javascript:alert('1')", "a\"b'c<d>e&f"})
        QTest::newRow(attack) << QString::fromUtf8(attack);
}

void TestPageTemplate::attacks_areText()
{
    QFETCH(QString, attack);
    const QByteArray html = filledPage("<p title=\"{{v}}\">{{v}}</p>", {{"v", attack}});
    QByteArray inside = html;
    inside.remove(0, 10).chop(4); // what our own tags say
    inside.replace("\">", 2, "", 0);
    QCOMPARE(inside.count('<') + inside.count('>') + inside.count('"') + inside.count('\''), 0);
    // Read back it is what was put in.
    QString text = QString::fromUtf8(escapedHtml(attack));
    for (const auto &[from, to] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        text.replace(QLatin1String(from), QLatin1String(to));
    QCOMPARE(text, attack);
    QVERIFY(!escapedHtml(QString(QChar(0)) + u'x').contains('\0'));
}

void TestPageTemplate::lists_standOnceForEach()
{
    const auto entry = [](const char *name) { return PageData{{{"n", QString::fromLatin1(name)}}}; };
    PageData page{{{"a", QStringLiteral("1")}, {"n", QStringLiteral("out")}}};
    page.lists["all"] = {entry("x"), entry("<b>"), entry("{{a}}")};
    QCOMPARE(filledPage("{{@all}}[{{n}}{{a}}]{{/all}}{{n}}", page),
             QByteArray("[x1][&lt;b&gt;1][{{a}}1]out"));
    QCOMPARE(filledPage("{{@none}}x{{/none}}y{{@all}}.", page), QByteArray("y..."));
    PageData inner = entry("y");
    inner.lists["sub"] = {entry("1"), entry("2")};
    page.lists["all"] = {inner, entry("z")};
    QCOMPARE(filledPage("{{@all}}{{n}}({{@sub}}{{n}}{{/sub}})\n{{/all}}", page), QByteArray("y(12)\nz()\n"));
    QCOMPARE(filledPage("{{@all}}{{#none}}x{{/none}}{{#a}}{{n}}{{/a}}{{/all}}", page), QByteArray("yz"));
}

QTEST_GUILESS_MAIN(TestPageTemplate)
#include "tst_page_template.moc"
