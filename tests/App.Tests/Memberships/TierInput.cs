using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Memberships;

/// <summary>What programs send about tiers, and the tiers as they are then.</summary>
internal static class TierInput
{
    public static object Body(string name, int rank, long monthPrice) => new { name, rank, monthPrice, isFree = false };

    public static HttpRequestMessage Put(string path, object body) => new(HttpMethod.Put, path) { Content = JsonContent.Create(body) };

    public static Task<IReadOnlyList<TierOffer>> ListAsync(GuildhallApp app, Academy academy) =>
        app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(academy.Id));
}
