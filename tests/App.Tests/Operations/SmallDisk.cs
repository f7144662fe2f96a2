using System.Diagnostics;

namespace Guildhall.App.Tests.Operations;

/// <summary>A disk of a few megabytes, mounted on a folder. Only root may mount one; elsewhere the test is skipped and says so.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    public static SmallDisk MountOrSkip(string folder, int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk is mounted on Linux only.");
        var mounted = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", folder);
        Assert.SkipUnless(mounted, "Only root may mount a small disk.");
        return new SmallDisk(folder);
    }

    /// <summary>To the last byte, or so that this many are left.</summary>
    public void Fill(int leave = 0)
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var size in new[] { 1024 * 1024, 4096, 1 })
        {
            var piece = new byte[size];
            try
            {
                while (true)
                    file.Write(piece);
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
        file.SetLength(file.Length - leave);
    }

    public void MakeRoom() => File.Delete(Ballast);

    /// <summary>Also where the program still has files open.</summary>
    public void Dispose() => Run("umount", "--lazy", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
