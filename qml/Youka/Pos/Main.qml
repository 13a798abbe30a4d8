import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The counter: pumps on the left, what can be done with the chosen one on the right.
Window {
    id: root
    required property PosViewModel viewModel

    width: 1366
    height: 768
    minimumWidth: 1280
    minimumHeight: 720
    visible: true
    color: Theme.background
    title: qsTr("Youka counter")

    FocusScope {
        id: keys
        anchors.fill: parent
        focus: true
        Keys.onPressed: event => event.accepted = keys.handle(event.key, event.text, event.modifiers)

        /// Lines, reasons and people of what goes back. Says whether it was one of its keys.
        function refunds(key: int, refund: RefundViewModel): bool {
            if (key === Qt.Key_Up || key === Qt.Key_Down)
                refund.step(key === Qt.Key_Up ? -1 : 1);
            else if (key === Qt.Key_Left || key === Qt.Key_Right)
                refund.stepPerson(key === Qt.Key_Left ? -1 : 1);
            else if (key === Qt.Key_F7)
                refund.stepReason();
            else
                return false;
            return true;
        }

        /// The list of a member's coupons. Says whether it was one of its keys.
        function coupons(key: int, control: int, vm: PosViewModel): bool {
            if (key === Qt.Key_Up || key === Qt.Key_Down)
                vm.choice.step(key === Qt.Key_Up ? -1 : 1);
            else if (key === Qt.Key_Space)
                vm.toggleCoupon(vm.choice.current);
            else if (key === Qt.Key_Z && control)
                vm.undoCoupons();
            else
                return false;
            return true;
        }

        /// The whole counter by keyboard alone; docs/screens.md lists the keys.
        function handle(key: int, text: string, modifiers: int): bool {
            const vm = root.viewModel;
            const searching = vm.panel === PosViewModel.Goods;
            const control = modifiers & Qt.ControlModifier;
            vm.signIn.noteInput();
            if (vm.panel === PosViewModel.Coupons && keys.coupons(key, control, vm))
                return true;
            if (key === Qt.Key_Z && control)
                vm.undoGoods();
            else if (key === Qt.Key_F && control)
                vm.showFind();
            else if (key === Qt.Key_Delete && control)
                vm.removeLine(vm.basket.current);
            else if (key === Qt.Key_Up && (searching || control))
                (searching ? vm.found : vm.basket).step(-1);
            else if (key === Qt.Key_Down && (searching || control))
                (searching ? vm.found : vm.basket).step(1);
            else if (vm.panel === PosViewModel.Refund && keys.refunds(key, vm.refund))
                return true;
            else if (key === Qt.Key_R && control)
                vm.refundSale();
            else if (key === Qt.Key_P && control && vm.panel === PosViewModel.Receipt)
                vm.receipt.print();
            else if (key === Qt.Key_P && control)
                vm.usePoints();
            else if (key === Qt.Key_F1)
                vm.showGoods();
            else if (key >= Qt.Key_1 && key <= Qt.Key_9 && (modifiers & Qt.ControlModifier))
                vm.selectPump(key - Qt.Key_0);
            else if (key >= Qt.Key_0 && key <= Qt.Key_9)
                vm.press(String(key - Qt.Key_0));
            else if (key === Qt.Key_Period || key === Qt.Key_Comma)
                vm.press(".");
            else if (key === Qt.Key_Backspace)
                vm.press("back");
            else if (key === Qt.Key_Delete)
                vm.press("clear");
            else if (key === Qt.Key_Return || key === Qt.Key_Enter)
                vm.confirm();
            else if (key === Qt.Key_Escape)
                vm.back();
            else if (key === Qt.Key_Left)
                vm.stepPump(-1);
            else if (key === Qt.Key_Right)
                vm.stepPump(1);
            else if (key === Qt.Key_Up)
                vm.stepPump(-pumps.columns);
            else if (key === Qt.Key_Down)
                vm.stepPump(pumps.columns);
            else if (key === Qt.Key_F2)
                vm.release();
            else if (key === Qt.Key_F3)
                panel.cash();
            else if (key === Qt.Key_F4)
                panel.card();
            else if (key === Qt.Key_F5)
                vm.nextWaiting();
            else if (key === Qt.Key_F6)
                vm.payNextNote();
            else if (key === Qt.Key_F7)
                vm.entryKind = (vm.entryKind + 1) % 3;
            else if (key === Qt.Key_F8)
                vm.cancel();
            else if (key === Qt.Key_F9)
                vm.stop();
            else if (key === Qt.Key_F11)
                vm.useCoupon();
            else if (key === Qt.Key_F12)
                vm.showTanks();
            else if (key === Qt.Key_F10)
                vm.signIn.lock();
            else
                return vm.typeCode(text);
            return true;
        }

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: Theme.grid
            spacing: Theme.grid

            AlarmStrip {
                Layout.fillWidth: true
                viewModel: root.viewModel
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: Theme.grid
                ColumnLayout {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    spacing: Theme.grid
                    PumpGrid {
                        id: pumps
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.minimumHeight: Theme.touch * 7
                        viewModel: root.viewModel
                    }
                    SaleLists {
                        Layout.fillWidth: true
                        Layout.preferredHeight: Theme.touch * 4
                        viewModel: root.viewModel
                    }
                }
                WorkPanel {
                    id: panel
                    visible: !root.viewModel.signIn.needed
                    Layout.preferredWidth: Math.round(root.width * 0.37)
                    Layout.fillHeight: true
                    viewModel: root.viewModel
                }
                SignInPanel {
                    visible: root.viewModel.signIn.needed
                    Layout.preferredWidth: Math.round(root.width * 0.37)
                    Layout.fillHeight: true
                    viewModel: root.viewModel
                }
            }
        }
        Item { // before everything, sees every touch and takes none
            anchors.fill: parent
            PointHandler {
                onActiveChanged: root.viewModel.signIn.noteInput()
            }
        }
    }
}
