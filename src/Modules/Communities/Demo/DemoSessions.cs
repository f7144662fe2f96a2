using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.Demo;

/// <summary>Brings a session that comes, one that was, with notes and recording, and a draw that is decided.</summary>
internal sealed class DemoSessions(IBroughtSessions sessions, ICommunities communities, CommunityCache cache, TimeProvider time)
{
    // Nobody is there; the demo only shows that one is led on.
    private const string Room = "https://meet.example.org/";

    public async Task RunAsync(
        DemoCommunity planned, CommunityInfo community, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        var isChinese = planned.Language == "zh";
        var space = await communities.EnsureSpaceAsync(
            community.Id, "evenings", isChinese ? "直播" : "Live", SpaceKind.Events, cancel: cancel);
        cache.Evict();
        var host = people[planned.Authors[0].Key];
        List<long> guests = [.. planned.Members.Select(m => people[m.Key])];
        // At eight in the evening, by the clock of the community.
        var zone = TimeZones.Find(community.TimeZone);
        var today = TimeZoneInfo.ConvertTimeFromUtc(time.GetUtcNow().UtcDateTime, zone).Date;
        DateTime Evening(int days) => WallClock.ToUtc(today.AddDays(days).AddHours(20), zone);
        await sessions.BringAsync(new BroughtSession(
            space, host, isChinese ? "答疑直播：把缓存用对" : "Live questions: caches that help",
            isChinese ? "带上你最近遇到的缓存问题，现场一起拆解：失效、穿透、双写一致。\n\n- 前 40 分钟讲三个真实案例\n- 后 20 分钟自由提问，可先在下方留言"
                : "Bring the cache problem that you met last, and we take it apart together: expiry, stampedes, writing twice.\n\n"
                    + "- 40 minutes: three true cases\n- 20 minutes: your questions, which you may leave below before",
            planned.Language, Evening(5), 60, Room + "caches", 30, null, "", guests[..Math.Min(5, guests.Count)]), cancel);
        await sessions.BringAsync(new BroughtSession(
            space, host, isChinese ? "一次线上故障的完整复盘" : "An outage from start to end",
            isChinese ? "从第一条告警到根因，逐步还原一次真实故障。" : "From the first alert to the cause, step by step, of an outage that happened.",
            planned.Language, Evening(-12), 75, Room + "outage", null, "https://videos.example.org/outage",
            isChinese ? "### 要点\n\n1. 先止血，再找因\n2. 时间线要当场记\n3. 复盘不追责" : "### What we take along\n\n1. Stop the loss first\n"
                + "2. Write the timeline as it happens\n3. Nobody is to blame in a review", guests), cancel);
        await sessions.BringDrawAsync(new BroughtDraw(
            host, isChinese ? "周年纪念抽奖" : "Anniversary draw",
            isChinese ? "感谢大家一年来的参与。结果可由任何人验证。" : "Thank you for a year together. Everyone can check who has won.",
            isChinese ? [("年度会员", 1), ("签名图书", 3)] : [("A year of membership", 1), ("A signed book", 3)], guests,
            time.GetUtcNow().UtcDateTime.AddDays(-9)), cancel);
    }
}
