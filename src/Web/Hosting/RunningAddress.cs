using Guildhall.Kernel.Data;

namespace Guildhall.Web.Hosting;

/// <summary>
/// Where the program was reached when it last started, written beside its data: a verb that prints a link is another process and knows
/// nothing of the <c>--urls</c> of the one that serves.
/// </summary>
internal static class RunningAddress
{
    private const string FileName = "address";

    /// <param name="listening">As the server says it, e.g. <c>http://[::]:5080</c>.</param>
    public static string ForPeople(string listening) =>
        listening.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal).TrimEnd('/');

    public static void Keep(DataFolder data, string address) => File.WriteAllText(Path.Combine(data.Path, FileName), address);

    /// <returns><c>null</c> where it never served.</returns>
    public static string? Read(DataFolder data) =>
        Path.Combine(data.Path, FileName) is var file && File.Exists(file)
            && File.ReadAllText(file).Trim() is var kept && Uri.TryCreate(kept, UriKind.Absolute, out _) ? kept : null;
}
