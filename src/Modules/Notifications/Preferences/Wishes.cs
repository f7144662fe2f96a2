namespace Guildhall.Notifications.Preferences;

/// <summary>How one member wants to be told.</summary>
/// <param name="Silent">Kinds and channels that are switched off.</param>
/// <param name="Zone">The member's own clock.</param>
/// <param name="QuietFrom">Minutes since midnight; equal to <paramref name="QuietUntil"/> where no hours are quiet.</param>
internal sealed record Wishes(IReadOnlySet<(string Kind, NoticeChannel Channel)> Silent, TimeZoneInfo Zone, int QuietFrom, int QuietUntil)
{
    public bool Wants(string kind) => !Silent.Contains((kind, NoticeChannel.Site));

    public bool WantsPush(string kind) => Wants(kind) && !Silent.Contains((kind, NoticeChannel.Push));

    /// <summary>Whether a mail or a push may be due; each of them looks again when its time has come.</summary>
    public bool WantsElsewhere(string kind) => Wants(kind);

    /// <summary>
    /// The instant itself, or the end of the quiet hours in which it falls. In a gap of the clock the hours end at its end.
    /// </summary>
    public DateTime NextLoudMoment(DateTime utc)
    {
        if (QuietFrom == QuietUntil)
            return utc;
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        var minute = local.Hour * 60 + local.Minute;
        var quiet = QuietFrom < QuietUntil ? minute >= QuietFrom && minute < QuietUntil : minute >= QuietFrom || minute < QuietUntil;
        if (!quiet)
            return utc;
        var end = local.Date.AddMinutes(QuietUntil);
        if (end <= local)
            end = end.AddDays(1);
        while (Zone.IsInvalidTime(end))
            end = end.AddMinutes(15);
        return TimeZoneInfo.ConvertTimeToUtc(end, Zone);
    }
}
