using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>Addresses of this site with a query.</summary>
public static class Links
{
    /// <param name="path">As it stands before the question mark.</param>
    /// <param name="query">Names and values in their order; what is <c>null</c> or empty is left out, numbers are written the same in every
    /// language.</param>
    public static string To(string path, params (string Name, object? Value)[] query) => path + QueryString.Create(query
        .Select(p => KeyValuePair.Create(p.Name, Convert.ToString(p.Value, CultureInfo.InvariantCulture)))
        .Where(p => !string.IsNullOrEmpty(p.Value)));
}
