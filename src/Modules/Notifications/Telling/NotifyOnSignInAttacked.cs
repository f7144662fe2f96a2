using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Somebody guesses at an account: its owner hears of it.</summary>
internal sealed class NotifyOnSignInAttacked(TellMembers tell) : IHandle<SignInAttacked>
{
    public Task HandleAsync(SignInAttacked happened, Envelope envelope, CancellationToken cancel) => tell.RunAsync(
        new Notice(
            0, NotificationKinds.Security, $"sign-in-attacked:{happened.AttackId}", new Thing("member", happened.MemberId),
            "Someone is guessing your account's password", [], "/account"),
        [happened.MemberId], envelope.At, cancel);
}
