using System.Collections.Concurrent;
using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Ui.Reading;

/// <summary>Instants as the reader's clock shows them: in the member's own time zone, else the community's, else UTC.</summary>
public sealed class ReaderTime(IShell shell, IHttpContextAccessor accessor, Texts texts, TimeProvider clock)
{
    private const int MostWritten = 5_000;
    private static readonly ConcurrentDictionary<(long Ticks, string Zone, bool IsChinese, bool DateOnly), string> Written = [];

    private TimeZoneInfo? zone;

    public async ValueTask<TimeZoneInfo> ZoneAsync()
    {
        if (zone is not null)
            return zone;
        var name = accessor.HttpContext?.User.FindFirst(CurrentMember.ZoneClaim)?.Value;
        if (string.IsNullOrEmpty(name))
            name = (await shell.CurrentAsync()).Community?.TimeZone;
        return zone = name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
    }

    /// <summary>Whether dates are written in Chinese, else in English.</summary>
    public bool IsChinese => texts.IsChinese;

    /// <param name="at">UTC.</param>
    public string Date(DateTime at, TimeZoneInfo zone) => Local(at, zone).ToString(texts.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", texts.Culture);

    /// <param name="at">UTC.</param>
    public string DateAndTime(DateTime at, TimeZoneInfo zone) =>
        Date(at, zone) + Local(at, zone).ToString(texts.IsChinese ? " HH:mm" : ", HH:mm", texts.Culture);

    /// <summary>With the offset from UTC, for those who compare with a log.</summary>
    public string Exact(DateTime at, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(at);
        return DateAndTime(at, zone) + (offset == TimeSpan.Zero ? " UTC" : $" UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    /// <summary>
    /// A <c>time</c> element. Lists show the same instants over and over. Dates hold nothing that HTML would take for its own.
    /// </summary>
    /// <param name="at">UTC.</param>
    /// <param name="dateOnly">Without the time of day.</param>
    public string Markup(DateTime at, TimeZoneInfo zone, bool dateOnly = false)
    {
        var key = (at.Ticks, zone.Id, IsChinese, dateOnly);
        if (Written.TryGetValue(key, out var written))
            return written;
        if (Written.Count >= MostWritten)
            Written.Clear();
        var text = dateOnly ? Date(at, zone) : DateAndTime(at, zone);
        return Written[key] = $"""<time datetime="{Instant(at)}" title="{Exact(at, zone)}">{text}</time>""";
    }

    /// <summary>As <c>datetime</c> says it.</summary>
    /// <param name="at">UTC.</param>
    internal static string Instant(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>"5 minutes ago", "in 3 days"; the date when more than a week lies between.</summary>
    public string Relative(DateTime at, TimeZoneInfo zone)
    {
        var past = clock.GetUtcNow().UtcDateTime - at;
        return past.Duration() switch
        {
            { TotalMinutes: < 1 } => texts["just now"],
            { TotalHours: < 1 } span => Counted(past, (int)span.TotalMinutes, "{0} min ago", "in {0} min"),
            { TotalDays: < 1 } span => Counted(past, (int)span.TotalHours, "{0} h ago", "in {0} h"),
            { TotalDays: < 8 } span => Counted(past, (int)span.TotalDays, "{0} d ago", "in {0} d"),
            _ => Date(at, zone),
        };
    }

    private string Counted(TimeSpan past, int count, string before, string ahead) => texts[past > TimeSpan.Zero ? before : ahead, count];

    private static DateTime Local(DateTime at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), zone);
}
