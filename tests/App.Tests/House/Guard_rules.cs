using System.Text.RegularExpressions;

namespace Guildhall.App.Tests.House;

/// <summary>
/// An operation that changes something asks the gate itself: a route's policy is not there when a bot, a command or a worker calls it.
/// </summary>
[Trait("Database", "none")]
public partial class Guard_rules
{
    /// <summary>Modules that keep to it; the others follow.</summary>
    private static readonly string[] Modules = ["Memberships", "Communities", "Content", "Moderation", "Payments"];

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

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"\b(Run|Join)Async\(")]
    private static partial Regex Entrance();

    [GeneratedRegex(@"\b(SaveChangesAsync|SaveAsync|CommitAsync)\(")]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(guard|access)\.Require(Operator)?Async\(")]
    private static partial Regex Asking();
}
