// The components are made by a Loader, where Qt 6.4 cannot bind them to this file.
// qmllint disable unqualified
import QtQuick
import Youka.ViewModels

/// The pages, made when they are shown and gone when they are left.
QtObject {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait

    function of(screen: int): Component {
        switch (screen) {
        case KioskViewModel.Home:
            return home;
        case KioskViewModel.PresentCard:
            return presentCard;
        case KioskViewModel.Pin:
            return pin;
        case KioskViewModel.Asking:
            return asking;
        case KioskViewModel.Balance:
            return balance;
        case KioskViewModel.ChoosePump:
            return choosePump;
        case KioskViewModel.ChooseAmount:
            return chooseAmount;
        case KioskViewModel.EnterAmount:
            return enterAmount;
        case KioskViewModel.Confirm:
            return confirm;
        case KioskViewModel.Lift:
        case KioskViewModel.Fuelling:
            return fuelling;
        case KioskViewModel.Done:
            return done;
        case KioskViewModel.Member:
            return member;
        case KioskViewModel.EnterCode:
            return enterCode;
        case KioskViewModel.ConfirmExchange:
            return confirmExchange;
        case KioskViewModel.EnterReceiver:
            return enterReceiver;
        case KioskViewModel.ConfirmGift:
            return confirmGift;
        case KioskViewModel.ChooseTopUp:
            return chooseTopUp;
        case KioskViewModel.ChooseWay:
            return chooseWay;
        case KioskViewModel.TopUpQr:
            return topUpQr;
        case KioskViewModel.TopUpDone:
            return topUpDone;
        case KioskViewModel.ChooseBiller:
            return chooseBiller;
        case KioskViewModel.EnterAccount:
            return enterAccount;
        case KioskViewModel.Bills:
            return bills;
        case KioskViewModel.Help:
            return help;
        default:
            return refusal;
        }
    }

    readonly property Component home: Component {
        HomeScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component presentCard: Component {
        MessageScreen {
            iconName: "card"
            text: qsTr("Hold it still until the page changes. The reader is beside the screen.")
        }
    }
    readonly property Component asking: Component {
        MessageScreen {
            iconName: "clock"
            text: qsTr("This usually takes one or two seconds.")
        }
    }
    readonly property Component pin: Component {
        PinScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component balance: Component {
        BalanceScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component choosePump: Component {
        ChoosePumpScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component chooseAmount: Component {
        ChooseAmountScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component enterAmount: Component {
        EnterAmountScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component confirm: Component {
        ConfirmScreen {
            viewModel: root.viewModel
        }
    }
    readonly property Component fuelling: Component {
        FuellingScreen {
            viewModel: root.viewModel
        }
    }
    readonly property Component done: Component {
        DoneScreen {
            viewModel: root.viewModel
        }
    }
    readonly property Component member: Component {
        MemberScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component enterCode: Component {
        EnterCodeScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component confirmExchange: Component {
        ConfirmExchangeScreen {
            viewModel: root.viewModel
        }
    }
    readonly property Component enterReceiver: Component {
        EnterReceiverScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component confirmGift: Component {
        ConfirmGiftScreen {
            viewModel: root.viewModel
        }
    }
    readonly property Component chooseTopUp: Component {
        ChooseTopUpScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component chooseWay: Component {
        ChooseWayScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component topUpQr: Component {
        TopUpQrScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component topUpDone: Component {
        TopUpDoneScreen {
            viewModel: root.viewModel
        }
    }
    readonly property Component chooseBiller: Component {
        ChooseBillerScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component enterAccount: Component {
        EnterAccountScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component bills: Component {
        BillsScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component help: Component {
        HelpScreen {
            viewModel: root.viewModel
            portrait: root.portrait
        }
    }
    readonly property Component refusal: Component {
        RefusalScreen {
            viewModel: root.viewModel
        }
    }
}
