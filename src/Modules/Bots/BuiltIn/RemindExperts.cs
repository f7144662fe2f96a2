using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.BuiltIn;

/// <summary>A question, and those who would be told of it.</summary>
internal sealed record Reminder(WaitingQuestion Question, IReadOnlyList<long> Experts);

/// <summary>
/// Tells a few members who are likely to know the answer of a question that has waited for long: each question once, and each member only
/// so often within a day. Whoever may not read it hears nothing of it.
/// </summary>
internal sealed class RemindExperts(
    AppDb db, BuiltInBots builtIn, IQuestions questions, IThings things, CommunityScope scope, TimeProvider time) : IClockJob
{
    private const int AtOnce = 50, Asked = 3, Considered = 12;

    /// <summary>Whoever has waited longer has given up.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static ClockTime At => ClockTime.OfEachCommunity("5 * * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await builtIn.OnAsync(BuiltInKind.Questions, cancel) is not { } setting)
            return;
        foreach (var reminder in await DueAsync(setting.Hours, setting.MostPerDay, cancel))
            await TellAsync(reminder, cancel);
    }

    /// <summary>Whom it would tell of what if it ran now.</summary>
    public async Task<IReadOnlyList<Reminder>> DueAsync(int hours, int mostPerDay, CancellationToken cancel)
    {
        var now = Now();
        var until = now.AddHours(-hours);
        var waiting = await questions.WaitingAsync(scope.Id, until - Oldest, until, AtOnce, cancel);
        List<string> keys = [.. waiting.Select(q => KeyOf(q))];
        var told = await db.Set<BuiltInDeed>().Where(d => d.Kind == BuiltInKind.Questions && keys.Contains(d.Key)).Select(d => d.Key)
            .ToHashSetAsync(cancel);
        var since = now - Day;
        var today = await db.Set<BuiltInDeed>().Where(d => d.Kind == BuiltInKind.Questions && d.At > since)
            .GroupBy(d => d.MemberId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var due = new List<Reminder>();
        foreach (var question in waiting.Where(q => !told.Contains(KeyOf(q))))
        {
            var experts = new List<long>();
            foreach (var member in await questions.ExpertsAsync(scope.Id, question, Considered, cancel))
                if (experts.Count < Asked && today.GetValueOrDefault(member) < mostPerDay && await ReadsAsync(member, question, cancel))
                {
                    experts.Add(member);
                    today[member] = today.GetValueOrDefault(member) + 1;
                }
            if (experts.Count > 0)
                due.Add(new Reminder(question, experts));
        }
        return due;
    }

    private async Task<bool> ReadsAsync(long member, WaitingQuestion question, CancellationToken cancel) =>
        (await things.FindAsync(scope.Id, [new Thing("topic", question.TopicId)], new Viewer(member), cancel)).Count > 0;

    /// <summary>The first deed bears the question's key, so that a second run, or a second node, tells nobody again.</summary>
    private async Task TellAsync(Reminder reminder, CancellationToken cancel)
    {
        var (now, question) = (Now(), reminder.Question);
        foreach (var (member, place) in reminder.Experts.Select((m, i) => (m, i)))
            builtIn.Do(
                BuiltInDeed.Of(scope.Id, BuiltInKind.Questions, place == 0 ? KeyOf(question) : $"{KeyOf(question)}-{place}", member, now),
                new BotNoticeGiven(
                    scope.Id, null, BotNotice.Question, member, new Thing("topic", question.TopicId), question.Title, question.Path));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            db.ChangeTracker.Clear();
        }
    }

    private static string KeyOf(WaitingQuestion question) => $"{question.TopicId}";

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
