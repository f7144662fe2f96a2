using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Orders;

/// <summary>Addresses of a buyer's order.</summary>
internal static class PaymentPaths
{
    public static string Order(string community, string code) => $"/c/{community}/orders/{code}";

    /// <summary>Leads on to whoever takes the money.</summary>
    public static string Payment(string community, string code) => $"{Order(community, code)}/payment";

    /// <summary>A path of this site by which a processor sends its buyer back: the page then asks the processor without waiting.</summary>
    public static string Returned(string path) => path + "?returned=1";

    /// <summary>Where a form leads somebody who shall pay: to the page itself if it is on this site, else to ours that leads on.</summary>
    /// <param name="start"><c>null</c> when there is nothing to pay or the processor does not answer.</param>
    public static string ToPay(string community, string code, CheckoutStart? start) => start switch
    {
        null => Order(community, code),
        CheckoutStart.Page page => LocalPath.Or(Payment(community, code), page.Url),
        _ => Payment(community, code),
    };
}
