using System.Globalization;
using Guildhall.Activities.Drawing;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Parts;

namespace Guildhall.Activities.Sessions;

/// <summary>What pages of sessions and draws say in several places.</summary>
internal static class SessionWords
{
    public static string Tag(string language) => language == "zh" ? "zh-CN" : "en";

    public static string State(SessionCard card, DateTime now, Texts t) => card.State switch
    {
        SessionState.Draft => t["Draft"],
        SessionState.Cancelled => t["Cancelled"],
        _ => card.EndsAt <= now ? t["Over"] : t["Published"],
    };

    public static string Who(Attendance access, long? tierId, IReadOnlyList<TierOffer> tiers, Texts t) => access switch
    {
        Attendance.Members => t["Members of the community"],
        Attendance.Ticket => t["Only who buys a ticket"],
        Attendance.Tier => tiers.FirstOrDefault(o => o.TierId == tierId) is { } tier ? t["{0} and higher", tier.Name] : t["An archived plan"],
        _ => t["Everyone with an account"],
    };

    public static string State(DrawState state, Texts t) => state switch
    {
        DrawState.Open => t["Taking entries"],
        DrawState.Closed => t["Entries frozen"],
        DrawState.Decided => t["Drawn"],
        DrawState.Cancelled => t["Cancelled"],
        _ => t["Draft"],
    };

    public static Tone ToneOf(DrawState state) => state switch
    {
        DrawState.Open => Tone.Accent,
        DrawState.Decided => Tone.Success,
        _ => Tone.Neutral,
    };

    /// <summary>"45 min", "1.5 h".</summary>
    public static string Length(LiveSession session, Texts t) => Length((int)(session.EndsAt - session.StartsAt).TotalMinutes, t);

    public static string Length(int minutes, Texts t) => minutes < 90 ? t["{0} min", minutes]
        : t["{0} h", Math.Round(minutes / 60d, 1).ToString("0.#", t.Culture)];

    public static string Clock(DateTime utc, TimeZoneInfo zone, Texts t) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("HH:mm", t.Culture);

    /// <summary>The day of an instant by some zone's calendar.</summary>
    public static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone));

    public static string Day(DateOnly day, Texts t) =>
        day.ToString(t.IsChinese ? "yyyy年M月d日 dddd" : "dddd, d MMMM yyyy", t.Culture);

    /// <summary>As fields for a time of the browser take it.</summary>
    public static string Local(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
