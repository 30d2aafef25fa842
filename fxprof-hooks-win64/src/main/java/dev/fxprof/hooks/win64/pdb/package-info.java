/** Reads symbol files of Microsoft's and LLVM's linkers (PDB in MSF 7.0). */
package dev.fxprof.hooks.win64.pdb;
