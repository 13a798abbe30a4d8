#pragma once

#include <QJsonObject>

class QDialog;
class QWidget;

namespace youka {

/// One tank as the server tells it: its days by books and gauge, its deliveries, its alarms and its levels,
/// each a table: tankDays, tankDeliveries, tankAlarms, tankLevels. Deletes itself when it is closed.
QDialog *makeTankDetail(const QJsonObject &tank, QWidget *parent);

}
