print('café', joaat('adder'))
