using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

// What Mono itself compiles and runs in place of the stand-in's methods.
namespace Garage
{
    public class Store
    {
        public class Shelf<T>
        {
            public T Same(T given) { return given; }
        }
    }

    public static class Server
    {
        static void Small() { }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Throw(int times)
        {
            if (times == 0)
            {
                throw new InvalidOperationException("as it should");
            }
            Throw(times - 1);
        }

        static void Catch()
        {
            try { Throw(1); } catch (InvalidOperationException) { Small(); } finally { Small(); }
        }

        static void Pass()
        {
            try { Throw(0); } finally { Small(); }
        }

        static unsafe int Grow(int bytes)
        {
            byte* room = stackalloc byte[bytes];
            room[bytes - 1] = 3;
            Small();
            return room[bytes - 1];
        }

        static async Task Soon()
        {
            await Task.FromResult(0);
            Small();
        }

        static double Sum(double a, float b, long c) { return a + b + c; }

        public static int Run()
        {
            Small();
            Catch();
            try { Pass(); } catch (InvalidOperationException) { Small(); }
            new Store.Shelf<string>().Same("a");
            Soon().Wait();
            Action small = Small;
            small();
            GC.Collect();
            return Grow(100000) + (int)Sum(1.5, 2.5f, 3);
        }
    }
}
