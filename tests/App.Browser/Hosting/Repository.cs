namespace Guildhall.App.Browser.Hosting;

/// <summary>Where this checkout lies, found from the test assembly upwards.</summary>
internal static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Guildhall.slnx"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Guildhall.slnx is in no folder above the tests."));
}
