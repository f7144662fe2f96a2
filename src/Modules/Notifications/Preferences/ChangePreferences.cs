using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Preferences;

/// <param name="Off">"kind.channel", channels being site, mail and push.</param>
/// <param name="QuietFrom">"HH:mm".</param>
/// <param name="Zone">IANA name.</param>
internal sealed record ShownPreferences(IReadOnlySet<string> Off, string QuietFrom, string QuietUntil, string Zone, bool EmailVerified);

/// <summary>A member says what to be told of, and where.</summary>
internal sealed class ChangePreferences(AppDb db, MemberPreferences preferences, IMailRefusals refusals, IContacts contacts)
{
    public async Task<ShownPreferences> ReadAsync(long memberId, CancellationToken cancel)
    {
        var wishes = (await preferences.OfAsync([memberId], cancel))[memberId];
        var refused = await refusals.OfAsync(memberId, cancel);
        var contact = (await contacts.ManyAsync([memberId], cancel)).GetValueOrDefault(memberId);
        var off = wishes.Silent.Select(s => $"{s.Kind}.{(s.Channel == NoticeChannel.Site ? "site" : "push")}")
            .Concat(NotificationKinds.All.Where(k => refused.Contains(NotificationKinds.Mail(k))).Select(k => $"{k}.mail"));
        return new ShownPreferences(off.ToHashSet(), Clock(wishes.QuietFrom), Clock(wishes.QuietUntil), wishes.Zone.Id,
            contact?.EmailVerified == true);
    }

    /// <param name="on">What is ticked: "kind.channel".</param>
    public async Task RunAsync(
        long memberId, IReadOnlyCollection<string> on, string? quietFrom, string? quietUntil, CancellationToken cancel)
    {
        var (from, until) = (Minutes(quietFrom), Minutes(quietUntil));
        var silent = new HashSet<(string, NoticeChannel)>();
        foreach (var kind in NotificationKinds.All)
        {
            if (!on.Contains($"{kind}.site"))
                silent.Add((kind, NoticeChannel.Site));
            if (!on.Contains($"{kind}.push"))
                silent.Add((kind, NoticeChannel.Push));
        }
        await preferences.SetAsync(memberId, silent, from, until, cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var kind in NotificationKinds.All)
            await refusals.SetAsync(memberId, NotificationKinds.Mail(kind), refused: !on.Contains($"{kind}.mail"), cancel);
    }

    private static int Minutes(string? clock) =>
        TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time.Hour * 60 + time.Minute
        : throw Refused.AtField("quiet", "time_invalid", "Enter times such as 22:00 and 07:30.");

    private static string Clock(int minutes) => new TimeOnly(minutes / 60, minutes % 60).ToString("HH:mm", CultureInfo.InvariantCulture);
}
