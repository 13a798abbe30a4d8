#include "tests/pilot/pilot.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <QWidget>

namespace youka::pilot {

namespace {

QString textOf(const QObject *object)
{
    for (const char *property : {"displayText", "text", "currentText", "title"})
        if (const QVariant value = object->property(property); value.isValid() && !value.toString().isEmpty())
            return value.toString();
    return {};
}

/// Opaque and inside its window all the way up.
bool isSeen(const QQuickItem *item)
{
    if (!item->isVisible() || item->width() <= 0 || item->height() <= 0)
        return false;
    for (const QQuickItem *up = item; up; up = up->parentItem())
        if (up->opacity() < 0.05)
            return false;
    return true;
}

using Visit = std::function<void(const Control &, const QString &)>;

void visitItems(QQuickItem *item, QQuickWindow *window, const Visit &visit)
{
    if (!item->objectName().isEmpty()) {
        const QPointF centre = item->mapToScene({item->width() / 2, item->height() / 2});
        visit({item, window, centre, isSeen(item) && window->isVisible(), item->isEnabled(), textOf(item)},
              item->objectName());
    }
    const auto children = item->childItems();
    for (QQuickItem *child : children)
        visitItems(child, window, visit);
}

void visitWidgets(const Visit &visit)
{
    if (!qobject_cast<QApplication *>(QCoreApplication::instance()))
        return;
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        QWindow *window = widget->window()->windowHandle();
        if (widget->objectName().isEmpty() || !window)
            continue;
        const QPointF centre = widget->mapTo(widget->window(), widget->rect().center());
        visit({widget, window, centre, widget->isVisible(), widget->isEnabled(), textOf(widget)},
              widget->objectName());
    }
}

void visitAll(const Visit &visit)
{
    const QWindowList windows = QGuiApplication::allWindows();
    for (QWindow *window : windows)
        if (auto *quick = qobject_cast<QQuickWindow *>(window))
            visitItems(quick->contentItem(), quick, visit);
    visitWidgets(visit);
}

QWindow *inputWindow()
{
    if (QWindow *focus = QGuiApplication::focusWindow())
        return focus;
    const QWindowList windows = QGuiApplication::topLevelWindows();
    for (QWindow *window : windows)
        if (window->isVisible())
            return window;
    return nullptr;
}

}

std::optional<Control> findControl(const QString &name)
{
    std::optional<Control> found;
    visitAll([&](const Control &control, const QString &its) {
        if (its == name && (!found || (control.visible && !found->visible)))
            found = control;
    });
    return found;
}

QStringList controlNames()
{
    QStringList names;
    visitAll([&](const Control &control, const QString &name) {
        if (control.visible)
            names.append(name + QStringLiteral(" = ") + control.text.left(60));
    });
    return names;
}

bool tap(const Control &control, int row)
{
    QPoint at = control.centre.toPoint();
    if (row >= 0) {
        auto *view = qobject_cast<QAbstractItemView *>(control.object);
        const QModelIndex index = view ? view->model()->index(row, 0) : QModelIndex();
        if (!index.isValid())
            return false;
        at = view->viewport()->mapTo(view->window(), view->visualRect(index).center());
    }
    control.window->requestActivate(); // where there is no window manager, nobody else gives it the keys
    QTest::mouseClick(control.window, Qt::LeftButton, {}, at);
    return true;
}

void type(const QString &text)
{
    if (QWindow *window = inputWindow())
        for (const QChar c : text)
            QTest::sendKeyEvent(QTest::Click, window, QTest::asciiToKey(c.toLatin1()), QString(c),
                                Qt::NoModifier);
}

void pressKey(const QString &sequence)
{
    QWindow *window = inputWindow();
    const QKeySequence keys(sequence);
    if (window && !keys.isEmpty())
        QTest::keyClick(window, keys[0].key(), keys[0].keyboardModifiers());
}

bool shot(const QString &file)
{
    const QWindowList windows = QGuiApplication::topLevelWindows();
    for (QWindow *window : windows)
        if (auto *quick = qobject_cast<QQuickWindow *>(window); quick && quick->isVisible())
            return quick->grabWindow().save(file);
    QWidget *top = QApplication::activeWindow();
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets)
        if (!top && widget->isVisible())
            top = widget;
    return top && top->grab().save(file);
}

}
