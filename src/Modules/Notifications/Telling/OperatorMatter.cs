using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Notifications.Telling;

/// <summary>What operators are told of, and what they need in the community to be told.</summary>
internal sealed record OperatorMatter(string ThingKind, string Permission)
{
    public static readonly OperatorMatter
        Orders = new("order", Permissions.Refund),
        Fapiao = new("fapiao", Permissions.Refund),
        Webhooks = new("webhook_endpoint", Permissions.ManageCommunity),
        Cases = new("case", Permissions.HandleReports),
        Drafts = new("draft", Permissions.WriteContent),
        Answers = new("restriction_answer", Permissions.ManageMembers),
        Floods = new("join_flood", Permissions.ManageScreening),
        Rewards = new("redemption", "points.manage");

    /// <returns>A permission; of a matter that this version does not know, the one to run the machine.</returns>
    public static string PermissionFor(string thingKind) =>
        thingKind == Orders.ThingKind ? Orders.Permission
        : thingKind == Fapiao.ThingKind ? Fapiao.Permission
        : thingKind == Webhooks.ThingKind ? Webhooks.Permission
        : thingKind == Cases.ThingKind ? Cases.Permission
        : thingKind == Drafts.ThingKind ? Drafts.Permission
        : thingKind == Answers.ThingKind ? Answers.Permission
        : thingKind == Floods.ThingKind ? Floods.Permission
        : thingKind == Rewards.ThingKind ? Rewards.Permission
        : Permissions.Operate;
}
