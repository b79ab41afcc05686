"""What can be done in a round. Import the modules: planning, drawing, fieldwork, answering, coding, releasing …"""
