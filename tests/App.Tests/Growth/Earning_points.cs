using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Moderation;
using Guildhall.Growth.Books;
using Guildhall.Growth.Deeds;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Growth;

public class Earning_points(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly object[] Rules =
    [
        new { deed = "topic_opened", points = 3, perDay = (int?)2 }, new { deed = "reply_posted", points = 1, perDay = (int?)3 },
        new { deed = "answer_accepted", points = 15, perDay = (int?)null }, new { deed = "vote_received", points = 10, perDay = (int?)null },
        new { deed = "reaction_received", points = 2, perDay = (int?)null }, new { deed = "report_upheld", points = 5, perDay = (int?)null },
    ];

    [Fact]
    public async Task Each_deed_earns_once_what_its_rule_says_and_ones_own_things_earn_nothing()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        (await forum.RulesAsync(owner, Rules)).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var question = await forum.OpensAsync(ada, space: "questions");
        var answer = await forum.RepliesAsync(bob, question);
        await forum.RepliesAsync(ada, question, "A comment of the asker's.", answer);
        await forum.VotesAsync(ada, answer);
        await forum.AcceptsAsync(ada, question, answer);
        foreach (var reaction in new[] { "heart", "party" })
            await Replying.PutAsync(ada, $"{forum.Api}/replies/{answer}/reactions/{reaction}");
        await app.SettleAsync();

        Assert.Equal(3, await forum.BalanceAsync(ada));
        Assert.Equal(1 + 10 + 15 + 2, await forum.BalanceAsync(bob));
        Assert.Equal(["earned 2", "earned 15", "earned 10", "earned 1"], await forum.HistoryAsync(bob));
        var page = await bob.GetAsync($"{forum.Path}/points");
        Assert.Contains("28", page.TextOf(".points-head .stat-value"));
        Assert.Contains("Answer accepted", page.TextOf("main"));
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task What_is_undone_is_taken_back_and_what_comes_back_is_given_again()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.RulesAsync(owner, Rules);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var question = await forum.OpensAsync(ada, space: "questions");
        var (one, two) = (await forum.RepliesAsync(bob, question, "One."), await forum.RepliesAsync(mod, question, "Two."));
        await forum.VotesAsync(ada, one);
        await forum.AcceptsAsync(ada, question, one);
        await app.SettleAsync();
        Assert.Equal(26, await forum.BalanceAsync(bob));

        await forum.AcceptsAsync(ada, question, two);
        await forum.VotesAsync(ada, one, 0);
        await app.SettleAsync();
        Assert.Equal((1, 16), (await forum.BalanceAsync(bob), await forum.BalanceAsync(mod)));

        await forum.VotesAsync(ada, one);
        await app.SettleAsync();
        (await mod.DeleteAsync($"{forum.Api}/replies/{one}")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal(0, await forum.BalanceAsync(bob));
        Assert.Equal(0, (await forum.StandingAsync(bob)).GetProperty("lifetime").GetInt64());

        (await Replying.PutAsync(mod, $"{forum.Api}/replies/{one}/publication")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal(11, await forum.BalanceAsync(bob));
        Assert.Contains("Taken back: Reply posted", (await bob.GetAsync($"{forum.Path}/points/history")).TextOf("main"));
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task What_was_spent_is_not_taken_and_the_history_says_so()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.RulesAsync(owner, Rules);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var question = await forum.OpensAsync(ada, space: "questions");
        var answer = await forum.RepliesAsync(bob, question);
        await forum.VotesAsync(ada, answer);
        await app.SettleAsync();
        var reward = await forum.OffersAsync(owner, new { kind = "by_hand", title = "A mug", cost = 8 });
        (await forum.RedeemsAsync(bob, reward)).ShouldBe(HttpStatusCode.OK);

        await forum.VotesAsync(ada, answer, 0);
        await app.SettleAsync();

        Assert.Equal(0, await forum.BalanceAsync(bob));
        Assert.Equal(1, (await forum.StandingAsync(bob)).GetProperty("lifetime").GetInt64());
        Assert.Equal(["taken_back -3", "redeemed -8", "earned 10", "earned 1"], await forum.HistoryAsync(bob));
        Assert.Contains("7 of them were spent already", (await bob.GetAsync($"{forum.Path}/points/history")).TextOf("main"));
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task Limits_of_a_day_and_trust_hold_and_a_new_day_begins_anew()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.RulesAsync(owner, Rules, dailyPoints: 7);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        for (var n = 0; n < 3; n++)
            await forum.OpensAsync(ada, $"Topic {n}");
        var topic = await forum.OpensAsync(bob);
        for (var n = 0; n < 5; n++)
            await forum.RepliesAsync(ada, topic, $"Reply {n}.");
        await app.SettleAsync();
        Assert.Equal(7, await forum.BalanceAsync(ada));
        Assert.Equal(["earned 1", "earned 3", "earned 3"], await forum.HistoryAsync(ada));

        app.Clock.Advance(TimeSpan.FromDays(1));
        await forum.RepliesAsync(ada, topic, "Another day.");
        await app.SettleAsync();
        await forum.RulesAsync(owner, Rules, minTrust: "regular");
        await app.SettleAsync();
        Assert.Equal(8, await forum.BalanceAsync(ada));

        await forum.RepliesAsync(ada, topic, "Not trusted enough.");
        await app.SettleAsync();
        Assert.Equal(8, await forum.BalanceAsync(ada));
    }

    [Fact]
    public async Task Facts_that_come_late_twice_or_again_change_nothing()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.RulesAsync(owner, Rules);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var question = await forum.OpensAsync(ada, space: "questions");
        var answer = await forum.RepliesAsync(bob, question);
        await forum.VotesAsync(ada, answer);
        await forum.VotesAsync(ada, answer, 0);
        await forum.AcceptsAsync(ada, question, answer);
        await app.SettleAsync();
        var (before, history) = (await forum.BalanceAsync(bob), await forum.HistoryAsync(bob));

        await ReplayAsync(forum, backwards: false);
        await ReplayAsync(forum, backwards: true);
        await app.SettleAsync();

        Assert.Equal(16, before);
        Assert.Equal(before, await forum.BalanceAsync(bob));
        Assert.Equal(history, await forum.HistoryAsync(bob));
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task Whoever_reported_what_was_removed_earns_and_loses_it_when_the_verdict_is_undone()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.RulesAsync(owner, Rules);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        await forum.ReportAsync(bob, $"topic:{topic}");
        await app.SettleAsync();
        Assert.Equal(3, await forum.BalanceAsync(ada));
        var one = await forum.CaseAsync(mod);

        (await forum.DecideAsync(mod, one, "remove")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        Assert.Equal((0, 5), (await forum.BalanceAsync(ada), await forum.BalanceAsync(bob)));

        (await mod.DeleteAsync($"{forum.Api}/manage/reports/{one}/verdict")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal((3, 0), (await forum.BalanceAsync(ada), await forum.BalanceAsync(bob)));
    }

    [Fact]
    public async Task Nothing_is_given_for_what_was_done_before_and_nothing_is_seen_where_points_are_off()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        await forum.RepliesAsync(bob, topic);
        await app.SettleAsync();
        foreach (var path in new[] { "points", "points/rewards", "points/board", "points/badges", "points/history" })
            (await bob.GetAsync($"{forum.Path}/{path}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain($"{forum.Path}/points", (await bob.GetAsync(forum.Path)).Text);
        (await bob.GetAsync($"{forum.Api}/points")).ShouldBe(HttpStatusCode.NotFound);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var owner = await forum.BeginsPointsAsync("lively");
        await app.SettleAsync();
        Assert.Equal(0, await forum.BalanceAsync(bob));
        Assert.Contains($"{forum.Path}/points", (await bob.GetAsync(forum.Path)).Text);
        Assert.DoesNotContain($"{forum.Path}/points", (await app.Visitor().GetAsync(forum.Path)).Text);
        (await (await forum.SignedInAsync("Stranger")).GetAsync($"{forum.Path}/points")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{forum.Api}/points")).ShouldBe(HttpStatusCode.Unauthorized);

        (await owner.DeleteAsync($"{forum.Api}/manage/points/program")).ShouldBe(HttpStatusCode.NoContent);
        await forum.RepliesAsync(bob, topic, "While they are off.");
        await app.SettleAsync();
        (await bob.GetAsync($"{forum.Path}/points")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain($"{forum.Path}/points", (await bob.GetAsync(forum.Path)).Text);
    }

    [Fact]
    public async Task Points_by_hand_need_a_reason_and_never_leave_less_than_nothing()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var ada = await forum.MemberAsync("Ada");
        await forum.PersonAsync("Stranger");

        (await forum.GivesPointsAsync(owner, "Ada", 25)).ShouldBe(HttpStatusCode.NoContent);
        (await forum.GivesPointsAsync(owner, "Ada", -20, "A mistake")).ShouldBe(HttpStatusCode.NoContent);
        (await forum.GivesPointsAsync(owner, "Ada", -6)).ShouldBeRefused(HttpStatusCode.Conflict, "not_enough_points");
        (await forum.GivesPointsAsync(owner, "Ada", 0)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "points_out_of_range");
        (await forum.GivesPointsAsync(owner, "Ada", 5, " ")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        (await forum.GivesPointsAsync(owner, "Stranger", 5)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "member_unknown");
        (await forum.GivesPointsAsync(ada, "Ada", 5)).ShouldBe(HttpStatusCode.NotFound);
        await app.SettleAsync();

        Assert.Equal(5, await forum.BalanceAsync(ada));
        Assert.Contains("A mistake", (await ada.GetAsync($"{forum.Path}/points/history")).TextOf("main"));
        Assert.Contains("A mistake", (await owner.GetAsync($"{forum.Path}/manage/points/adjust")).TextOf("main"));
        Assert.Contains("20 of your points", (await ada.GetAsync("/notifications")).TextOf("main"));
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task The_ledger_refuses_what_does_not_sum_to_zero_and_what_would_change_it()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.MemberAsync("Ada");
        await forum.GivesPointsAsync(owner, "Ada", 25);

        await Assert.ThrowsAnyAsync<Exception>(() => forum.InAsync<AppDb>(db =>
            db.Set<PointsEntry>().ExecuteUpdateAsync(e => e.SetProperty(x => x.Amount, 1))));
        await Assert.ThrowsAnyAsync<Exception>(() => forum.InAsync<AppDb>(db => db.Set<PointsTransaction>().ExecuteDeleteAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => forum.InAsync<AppDb>(async db =>
        {
            var transaction = await db.Set<PointsTransaction>().AsNoTracking().FirstAsync();
            db.Add(PointsEntry.Of(forum.Id, transaction.MemberId, PointsAccount.Member, 5, forum.Now));
            db.Entry(db.Set<PointsEntry>().Local.Single()).Property(nameof(PointsEntry.TransactionId)).CurrentValue = transaction.Id;
            await db.SaveChangesAsync();
        }));
        await forum.BooksShouldBeSoundAsync();
    }

    /// <summary>Tells the handler once more of all that happened.</summary>
    private static Task ReplayAsync(Forum forum, bool backwards) => forum.InAsync<IServiceProvider>(async services =>
    {
        var (db, keep) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<KeepDeeds>());
        var activities = await db.Activities.AsNoTracking().Where(a => a.CommunityId == forum.Id).OrderBy(a => a.Id).ToListAsync();
        foreach (var activity in backwards ? Enumerable.Reverse(activities) : activities)
        {
            var envelope = new Envelope(activity.Id, activity.At, activity.CommunityId, activity.ActorId);
            await using var transaction = await db.BeginWriteAsync();
            if (activity.Kind == Activity.KindOf(typeof(ReplyVoted)))
                await keep.HandleAsync((ReplyVoted)activity.Read(typeof(ReplyVoted)), envelope, default);
            else if (activity.Kind == Activity.KindOf(typeof(AnswerAccepted)))
                await keep.HandleAsync((AnswerAccepted)activity.Read(typeof(AnswerAccepted)), envelope, default);
            else if (activity.Kind == Activity.KindOf(typeof(ReplyPosted)))
                await keep.HandleAsync((ReplyPosted)activity.Read(typeof(ReplyPosted)), envelope, default);
            await transaction.CommitAsync();
            db.ChangeTracker.Clear();
        }
    });
}
