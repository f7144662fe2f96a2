using System.Text.RegularExpressions;

namespace Guildhall.App.Tests.House;

/// <summary>
/// An operation that changes something asks the gate itself: a route's policy is not there when a bot, a command or a worker calls it.
/// </summary>
[Trait("Database", "none")]
public partial class Guard_rules
{
    /// <summary>Modules that keep to it; the others follow.</summary>
    private static readonly string[] Modules = ["Memberships", "Communities", "Content", "Moderation", "Payments", "Learning", "Activities"];

    /// <summary>Operations that anybody may do for themselves, or that stand behind something else than a permission.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["JoinCommunity"] = "everybody joins by themselves; it asks whether they are banned",
        ["TakeSeat"] = "by a team's link, for themselves; it asks whether they are restricted",
        ["AnswerRestriction"] = "the restricted member's own answer, found by their own id",
        ["OpenCommunity"] = "called by the set-up, the demo and the page of the installation's owner, before there is a community to ask about",
        ["SetUpInstallation"] = "stands behind the set-up link; nobody exists yet",
        ["FillDemo"] = "a verb of the command line on an empty installation",
        ["FillCommunity"] = "a part of FillDemo",
        ["ReportThing"] = "everybody reports what the gate lets them know of, which ReportGate asks",
        ["AppealVerdict"] = "the author's own, found by their own id",
        ["AcknowledgeWarning"] = "the member's own, found by their own id",
        ["EnsureSpace"] = "ICommunities, inside the operation of another module",
        ["RemoveUnusedSpace"] = "ICommunities, inside the operation of another module",
        ["CountRead"] = "everybody reads; it asks the gate about the article",
        ["KeepProgress"] = "a member's own place; it asks the gate about the article",
        ["KeepArticle"] = "a part of the operations that write articles",
        ["KeepFile"] = "a part of AddPicture and of imports",
        ["CheckImport"] = "the work behind OpenImport",
        ["ImportRunner"] = "the worker that does what OpenImport and DirectImport have asked for",
        ["UndoImport"] = "the work behind DirectImport",
        ["UndoReplaced"] = "a part of UndoImport",
        ["RemotePicturesOfBatch"] = "a part of the work behind DirectImport",
        ["CleanStoredPictures"] = "a recurring job of the machine",
        ["FindStalePreviews"] = "a recurring job of the machine",
        ["MergeSearch"] = "a recurring job of the machine",
        ["ReindexSearch"] = "a recurring job of the machine",
        ["PlaceOrder"] = "everybody buys; sales ask the gate whether the buyer is restricted",
        ["StartCheckout"] = "the buyer's own order, found by their own id",
        ["AskForRefund"] = "the buyer's own order, found by their own id",
        ["AskFapiao"] = "the buyer's own order, found by their own id",
        ["ClaimOrder"] = "whoever has the link of what was bought for them",
        ["TestPurchases"] = "the demo's, at the test processor",
        ["DecideTestPayment"] = "the page of the test processor, where the buyer decides",
        ["DecideTestSubscription"] = "the page of the test processor, where the buyer decides",
        ["GiveBack"] = "a part of RefundOrder, and the work behind a claim that was accepted",
        ["SendRefund"] = "takes a stored refund to its processor; a part of GiveBack, and of the worker",
        ["ResumeProcessor"] = "a part of ChangeProcessorSettings",
        ["IssueDocuments"] = "a part of MakeInvoice, and of the handler of paid orders",
        ["IssueAfterDisputes"] = "work behind a dispute",
        ["FollowRefunds"] = "a part of the handler of refunds",
        ["ReceiveWebhook"] = "a processor's, which signs it",
        ["DrainTestEvents"] = "the test processor's own webhooks",
        ["SettlementWorker"] = "books what a processor says",
        ["SettleCheckout"] = "books what a processor says",
        ["SettleSubscription"] = "books what a processor says",
        ["BookDisputes"] = "a part of the settlement",
        ["BookReturns"] = "a part of the settlement",
        ["Cascade"] = "a part of the settlement",
        ["CloseCheckouts"] = "work behind a paid order",
        ["TellProcessors"] = "work behind a subscription",
        ["TendSubscriptions"] = "work behind a subscription",
        ["DeliverClaims"] = "work behind a gift",
        ["TellOfSpentCoupons"] = "work behind a visitor's order",
        ["RemindOfDisputes"] = "work behind a dispute",
        ["Reconcile"] = "the work behind StartReconciliation",
        ["SweepCheckouts"] = "a recurring job of the machine",
        ["SweepSubscriptions"] = "a recurring job of the machine",
        ["SweepVisitors"] = "a recurring job of the machine",
        ["IndexOneCourse"] = "work behind a change of a course",
        ["CompleteLesson"] = "a learner's own; LearnerGate asks the gate, and whether their day has come",
        ["CompleteCourse"] = "a part of CompleteLesson, and of what recounts a course",
        ["KeepPlace"] = "a learner's own place; LearnerGate asks the same",
        ["OpenDueSections"] = "work behind an enrolment; it asks the gate about the learner",
        ["ReplanCourse"] = "work behind a change of a course",
        ["RecountCourse"] = "work behind a change of a course",
        ["IndexOneSession"] = "work behind a change of a session",
        ["FillFreeSeats"] = "work behind a seat that became free; it asks the gate about those who wait",
        ["RemindGuests"] = "work behind the time of a session",
        ["AttendSession"] = "a member's own seat; it asks the gate whether they may come, and says no with a reason",
        ["JoinSession"] = "the door of a session; it asks the gate at that instant, and says no with a reason",
        ["EnterDraw"] = "a member's own entry; it asks the gate whether they may, and says no with a reason",
        ["FreezeDraw"] = "work behind the time of a draw, and a part of CloseDueDraw, which asks itself",
        ["RevealDraw"] = "work behind a draw that was closed",
        ["RecutPreviewsOfSpace"] = "the work behind a change of a space, which asks itself",
    };

    [Fact]
    public void Operations_guard_themselves()
    {
        var operations = Modules.SelectMany(m => Repository.Files($"src/Modules/{m}", ".cs"))
            .SelectMany(f => OperationsIn(File.ReadAllText(f))).ToList();

        Assert.True(operations.Count > 25, "The rule finds too few operations to be right.");
        Assert.Empty(operations.Where(o => !o.IsGuarded && !Exceptions.ContainsKey(o.Name)).Select(o => o.Name));
        Assert.Empty(Exceptions.Keys.Except(operations.Where(o => !o.IsGuarded).Select(o => o.Name)));
    }

    /// <summary>Modules whose operations have several entrances: each of them asks.</summary>
    private static readonly string[] WholeModules = ["Integrations", "Mail", "Files"];

    /// <summary>As above, by class and method.</summary>
    private static readonly Dictionary<string, string> WholeExceptions = new()
    {
        ["QueueDeliveries.HandleAsync"] = "a handler of facts",
        ["DeliverWebhooks.RunAsync"] = "work behind a fact",
        ["ForgetDeliveries.RunAsync"] = "a clock job of the machine",
        ["ForgetBodies.ForgetInAsync"] = "a part of forgetting a member, which asks itself",
        ["SendMails.RunAsync"] = "work behind a mail",
        ["ForgetMails.RunAsync"] = "a clock job of the machine",
        ["ForgetAddresses.ForgetAsync"] = "a part of forgetting a member, which asks itself",
        ["MailRefusals.SetAsync"] = "a member's own, by their id or by the signed link of a mail",
        ["KeepFile.RecordAsync"] = "IFiles, inside the operation of another module, which asks about its thing",
        ["SweepOwnedFiles.RunAsync"] = "a clock job of the machine",
    };

    [Fact]
    public void Every_entrance_of_an_operation_guards_itself()
    {
        var entrances = WholeModules.SelectMany(m => Repository.Files($"src/Modules/{m}", ".cs"))
            .SelectMany(f => EntrancesIn(File.ReadAllText(f))).ToList();

        Assert.True(entrances.Count > 15, "The rule finds too few entrances to be right.");
        Assert.Empty(entrances.Where(e => !e.IsGuarded && !WholeExceptions.ContainsKey(e.Name)).Select(e => e.Name));
        Assert.Empty(WholeExceptions.Keys.Except(entrances.Where(e => !e.IsGuarded).Select(e => e.Name)));
    }

    [Fact]
    public void The_rule_rejects_one_entrance_beside_others_that_ask() => Assert.Equal(
        [("Arrange.AddAsync", true), ("Arrange.RemoveAsync", false)],
        EntrancesIn("""
            internal sealed class Arrange(AppDb db, Guard guard)
            {
                public async Task AddAsync(long id)
                {
                    await guard.RequireAsync(Permissions.ManageCommunity);
                    await db.SaveChangesAsync();
                }

                public async Task RemoveAsync(long id) => await db.SaveChangesAsync();

                public Task<int> CountAsync() => db.Set<Row>().CountAsync();

                private Task SaveAsync() => db.SaveChangesAsync();
            }
            """));

    [Fact]
    public void The_rule_rejects_an_operation_that_trusts_its_route() => Assert.Equal(
        [("Trusting", false), ("Late", false), ("Guarded", true)],
        OperationsIn("""
            internal sealed class Trusting(AppDb db)
            {
                public async Task RunAsync(long id) { db.Add(new Row(id)); await db.SaveChangesAsync(); }
            }
            internal sealed class Late(AppDb db, Guard guard)
            {
                public async Task RunAsync(long id)
                {
                    await db.SaveChangesAsync();
                    await guard.RequireAsync(Permissions.ManageCommunity);
                }
            }
            internal sealed class Reading(AppDb db) { public Task<int> RunAsync() => db.Set<Row>().CountAsync(); }
            internal sealed class Guarded(AppDb db, Guard guard)
            {
                public async Task RunAsync(long id)
                {
                    await guard.RequireAsync(Permissions.ManageCommunity);
                    await TierNeighbours.SaveAsync(db, default);
                }
            }
            """).Select(o => (o.Name, o.IsGuarded)));

    /// <summary>Classes that save in what others call, with whether they ask before they change anything.</summary>
    private static IEnumerable<(string Name, bool IsGuarded)> OperationsIn(string source)
    {
        var classes = Class().Matches(source);
        for (var i = 0; i < classes.Count; i++)
        {
            var body = source[classes[i].Index..(i + 1 < classes.Count ? classes[i + 1].Index : source.Length)];
            if (!Entrance().IsMatch(body) || Change().Match(body) is not { Success: true } change)
                continue;
            var asks = Asking().Match(body);
            yield return (classes[i].Groups[1].Value, asks.Success && asks.Index < change.Index);
        }
    }

    /// <summary>Methods that others call and that save, with whether they ask before they change anything.</summary>
    private static IEnumerable<(string Name, bool IsGuarded)> EntrancesIn(string source)
    {
        var classes = Class().Matches(source);
        for (var i = 0; i < classes.Count; i++)
        {
            var body = source[classes[i].Index..(i + 1 < classes.Count ? classes[i + 1].Index : source.Length)];
            var methods = Method().Matches(body);
            for (var n = 0; n < methods.Count; n++)
            {
                var method = body[methods[n].Index..(n + 1 < methods.Count ? methods[n + 1].Index : body.Length)];
                if (methods[n].Groups["public"].Success && Change().Match(method) is { Success: true } change)
                    yield return ($"{classes[i].Groups[1].Value}.{methods[n].Groups["name"].Value}",
                        Asking().Match(method) is { Success: true } asks && asks.Index < change.Index);
            }
        }
    }

    [GeneratedRegex(@"^    (?:(?<public>public)|private|internal|protected) (?:static )?(?:override )?(?:async )?[\w<>\[\]?, ().]*?\b(?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"\b(Run|Join)Async\(")]
    private static partial Regex Entrance();

    [GeneratedRegex(@"\b(SaveChangesAsync|SaveAsync|CommitAsync)\(")]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(guard|access)\.Require(Operator)?Async\(")]
    private static partial Regex Asking();
}
