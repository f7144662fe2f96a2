using System.Runtime.CompilerServices;

namespace Guildhall.App.Tests.Cases;

/// <summary>Folders of small texts that were once read wrong, as an import gets them.</summary>
internal static class Case
{
    public static string Folder(string name, [CallerFilePath] string here = "") =>
        // Callers stand in the folder of their area, beside this one.
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../Cases", name));
}
