using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Orders;

/// <summary>Addresses of a buyer's order.</summary>
internal static class PaymentPaths
{
    public static string Order(string community, string code) => $"/c/{community}/orders/{code}";

    /// <summary>Where a form leads somebody who shall pay: to the page itself if it is on this site, else to ours that leads on.</summary>
    /// <param name="payUrl"><c>null</c> when there is nothing to pay or the processor does not answer.</param>
    public static string ToPay(string community, string code, string? payUrl) =>
        payUrl is null ? Order(community, code) : LocalPath.Or($"{Order(community, code)}/payment", payUrl);
}
