using System.Globalization;
using System.Text;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Polls.Opening;

/// <summary>What somebody asks for, as typed.</summary>
/// <param name="EndsAt">Wall clock, "2026-12-01T18:00".</param>
/// <param name="Tier">Slug or id of a tier.</param>
/// <param name="Space">Slug.</param>
internal sealed record PollDraft(
    string? Question, IReadOnlyList<string>? Options, PollKind? Kind, int? Min, int? Max, BallotKind? Ballots, ResultsShown? Results,
    bool? MayChange, string? EndsAt, string? Zone, string? Tier, string? Space)
{
    private static readonly string[] Clocks = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>All that needs no database.</summary>
    /// <param name="zone">Of the community, where none is named.</param>
    /// <exception cref="Refused">At the field.</exception>
    public CheckedPoll Check(long? spaceId, long? tierId, string zone, DateTime now)
    {
        var question = Question?.Trim() ?? "";
        if (!WellFormed.HasInk(question))
            throw Refused.AtField("question", "question_missing", "Enter a question.");
        if (question.Length > Poll.MaxQuestion || question.Any(char.IsControl))
            throw Refused.AtField("question", "question_too_long", "A question has one line of at most {0} characters.", Poll.MaxQuestion);
        var (options, kind) = (CheckOptions(), Kind ?? PollKind.Single);
        var (min, max) = kind == PollKind.Multiple ? CheckCount(options.Count) : (1, kind == PollKind.Single ? 1 : options.Count);
        return new CheckedPoll(question, options, kind, min, max, Ballots ?? BallotKind.Secret, Results ?? ResultsShown.AfterVote,
            MayChange ?? true, tierId, spaceId, CheckEnd(zone, now));
    }

    private List<string> CheckOptions()
    {
        List<string> options = [.. (Options ?? []).Select(o => o?.Trim() ?? "").Where(o => o.Length > 0)];
        if (options.Count is < Poll.MinOptions or > Poll.MaxOptions)
            throw Refused.AtField("options", "options_count", "Enter {0} to {1} options, one per line.", Poll.MinOptions, Poll.MaxOptions);
        if (options.Find(o => o.Length > PollOption.MaxText || o.Any(char.IsControl)) is not null)
            throw Refused.AtField("options", "option_too_long", "An option has one line of at most {0} characters.", PollOption.MaxText);
        // What looks alike is no second option: full width, other case.
        if (options.Select(o => WellFormed.Compatible(o).ToUpperInvariant()).Distinct().Count() != options.Count)
            throw Refused.AtField("options", "options_repeated", "Each option can appear only once.");
        return options;
    }

    private (int Min, int Max) CheckCount(int options)
    {
        var (min, max) = (Min ?? 1, Max ?? options);
        if (min < 1 || max > options || min > max || min == options)
            throw Refused.AtField("max", "count_wrong",
                "Let voters choose from 1 up to the number of options, and the least no more than the most and fewer than all.");
        return (min, max);
    }

    private PollEnd? CheckEnd(string zone, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(EndsAt))
            return null;
        if (!DateTime.TryParseExact(EndsAt.Trim(), Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw Refused.AtField("endsAt", "end_malformed", "Enter a date and time, such as 2026-12-01T18:00.");
        var named = string.IsNullOrWhiteSpace(Zone) ? zone : Zone.Trim();
        if (!TimeZones.IsKnown(named))
            throw Refused.AtField("zone", "zone_unknown", "This time zone is not known here.");
        var at = WallClock.ToUtc(local, TimeZones.Find(named));
        return at > now ? new PollEnd(local, named, at) : throw Refused.AtField("endsAt", "end_past", "The closing time is in the past.");
    }
}
