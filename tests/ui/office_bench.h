#pragma once

#include "apps/server/server.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/crypto/secret_hash.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/table_page.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace youka::test {

/// The office's real window, offscreen, against the real server in this process, with two managers and a
/// cashier who sign in with "secret-1", two stations and the usual fuels.
class OfficeBench
{
public:
    /// Once. What is wrong; empty: nothing.
    QString startServer()
    {
        settings.dataDir = dir.filePath(QStringLiteral("server"));
        settings.masterKeyFile = dir.filePath(QStringLiteral("master.key"));
        settings.port = 0;
        settings.webBase = QStringLiteral("https://card.example");
        if (const auto planted = plant(); !planted)
            return toString(planted.error());
        auto started = Server::start(settings, clock);
        if (!started)
            return toString(started.error());
        server = std::move(*started);
        return {};
    }
    void openWindow(Language language = Language::English, ThemeKind theme = ThemeKind::Light)
    {
        QFile certificate(server->certificateFile());
        const bool open = certificate.open(QIODevice::ReadOnly);
        ensure(open, "the server has a certificate");
        ApiClient::Settings api;
        api.server = QUrl(QStringLiteral("https://localhost:%1").arg(server->port()));
        api.certificate = certificate.readAll();
        translator = std::make_unique<Translator>(language);
        link = std::make_unique<OfficeLink>(api, clock);
        window = std::make_unique<OfficeWindow>(*link, *translator,
                                                OfficeWindow::Options{theme, QString(), Currency()});
        window->show();
    }
    void closeWindow()
    {
        window.reset();
        link.reset();
        translator.reset();
    }
    template <class T>
    T *find(const char *name) const
    {
        const QWidgetList all = QApplication::allWidgets();
        for (QWidget *widget : all)
            if (widget->objectName() == QLatin1String(name))
                if (auto *typed = qobject_cast<T *>(widget))
                    return typed;
        return nullptr;
    }
    QString text(const char *label) const
    {
        const auto *found = find<QLabel>(label);
        return found ? found->text() : QString();
    }
    bool fill(const char *edit, const QString &text)
    {
        auto *field = find<QLineEdit>(edit);
        if (!field || !field->isEnabled())
            return false;
        field->setFocus();
        field->clear();
        if (text.toLatin1() == text.toUtf8()) {
            QTest::keyClicks(field, text);
        } else { // as an input method does
            field->setText(text);
            Q_EMIT field->textEdited(text);
        }
        return true;
    }
    bool click(const char *button)
    {
        auto *found = find<QAbstractButton>(button);
        if (!found || !found->isEnabled())
            return false;
        found->click();
        return true;
    }
    /// As somebody who picks from the list.
    bool choose(const char *box, const QString &text)
    {
        auto *found = find<QComboBox>(box);
        const int index = found ? found->findText(text) : -1;
        if (index < 0)
            return false;
        found->setCurrentIndex(index);
        Q_EMIT found->activated(index);
        return true;
    }
    bool trigger(const char *name)
    {
        auto *found = action(name);
        if (!found || !found->isEnabled())
            return false;
        found->trigger();
        return true;
    }
    QAction *action(const char *name) const { return window->findChild<QAction *>(QLatin1String(name)); }
    bool signIn(const QString &login = QStringLiteral("manager"))
    {
        return fill("signInLogin", login) && fill("signInPassword", QStringLiteral("secret-1"))
            && click("signInSubmit")
            && QTest::qWaitFor([&] { return link->isSignedIn() && window->page(QStringLiteral("cards")); },
                               20'000);
    }
    bool openArea(const QString &area)
    {
        auto *areas = find<QListWidget>("areas");
        TablePage *page = window->page(area);
        if (!areas || !page)
            return false;
        const auto *stack = qobject_cast<QStackedWidget *>(page->parentWidget());
        areas->setCurrentRow(stack->indexOf(page));
        return QTest::qWaitFor([&] { return !page->model().isLoading(); });
    }
    QTableView *table(const char *name) const { return find<QTableView>(name); }
    QString cell(const QTableView *view, int row, const QString &title) const
    {
        for (int column = 0; column < view->model()->columnCount(); ++column)
            if (view->model()->headerData(column, Qt::Horizontal).toString() == title)
                return view->model()->index(row, column).data().toString();
        return {};
    }
    bool grab(const QString &name, QWidget *what = nullptr)
    {
        QCoreApplication::processEvents();
        const QPixmap shot = (what ? what : window.get())->grab();
        const QString folder = qEnvironmentVariable("YOUKA_SHOTS");
        return !shot.isNull()
            && (folder.isEmpty() || shot.save(folder + u'/' + name + QStringLiteral(".png")));
    }
    /// Something written straight into the books, as terminals would have.
    Result<void> inBooks(const std::function<Result<void>(Database &)> &work)
    {
        return openServerStore(settings).and_then([&](const auto &books) {
            return Database::open(books.store).and_then([&](const std::unique_ptr<Database> &db) {
                return db->transaction([&] { return work(*db); });
            });
        });
    }

    QTemporaryDir dir;
    const SystemClock clock;
    ServerSettings settings;
    std::unique_ptr<Server> server;
    std::unique_ptr<Translator> translator;
    std::unique_ptr<OfficeLink> link;
    std::unique_ptr<OfficeWindow> window;
    std::vector<Station> stations;

private:
    Result<void> plant()
    {
        return inBooks([&](Database &db) -> Result<void> {
            StaffService staff(db);
            for (const auto &[login, name, role] : {std::tuple("manager", "Lin Manager", Role::Manager),
                                                    std::tuple("second", "Zhao Manager", Role::Manager),
                                                    std::tuple("cashier", "Wu Cashier", Role::Cashier)})
                if (const auto added = staff.add(QLatin1String(login), QLatin1String(name), role, {},
                                                 hashSecret("secret-1"));
                    !added)
                    return fail(added.error());
            PriceRepository prices(db);
            for (const char *code : {"92", "95", "0"})
                if (const auto made = prices.ensureProduct(
                        {QLatin1String(code), QLatin1String(code), Product::Unit::Litre});
                    !made)
                    return fail(made.error());
            Price price;
            price.product = QStringLiteral("95");
            price.price = {7'850, {}};
            price.actor = QStringLiteral("Lin Manager");
            if (const auto entered = PriceService(db).change(price, clock.now()); !entered)
                return fail(entered.error());
            StationRepository places(db);
            for (const auto &[code, name] : {std::pair("101", "Harbour"), std::pair("102", "North")}) {
                const auto made = places.ensureStation({{},
                                                        QLatin1String(code),
                                                        QLatin1String(name),
                                                        QStringLiteral("CHN"),
                                                        {},
                                                        {},
                                                        QTimeZone::utc(),
                                                        QTime(0, 0)});
                if (!made)
                    return fail(made.error());
                stations.push_back(*made);
            }
            return {};
        });
    }
};

}
